using ChatSockets.Core.Actions;
using ChatSockets.Core.Replies;
using ChatSockets.Core.Services;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>IRCv3 monitor, "MONITOR Command": the nicknames whose connecting and disconnecting the client wants to be told of.</summary>
internal static class MonitorCommand
{
    public static readonly Command Row = new("MONITOR", Handle, "MONITOR +|- <nickname>[,<nickname>...] or MONITOR C|L|S",
        "Tells you when users come and go.")
    {
        MinimumParameters = 1,
        Cost = 2,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        Monitors monitors = context.Server.Monitors;
        ReadOnlySpan<byte> what = message[0];
        bool isList = what is [(byte)'+' or (byte)'-'];
        if (isList && message[1].IsEmpty)
        {
            context.Reply.NeedMoreParameters(Verbs.Monitor);
            return;
        }
        // The answer leaves within the lock, so that it stands in its place among the news.
        lock (monitors.Gate)
        {
            switch (what)
            {
                case [(byte)'+']:
                    Add(context, message[1]);
                    break;
                case [(byte)'-']:
                    foreach (ReadOnlySpan<byte> nickname in new TargetList(message[1])) monitors.Remove(context.Session, nickname);
                    break;
                case [(byte)'C' or (byte)'c']:
                    monitors.Clear(context.Session);
                    break;
                case [(byte)'L' or (byte)'l']:
                    List(context);
                    break;
                case [(byte)'S' or (byte)'s']:
                    Tell(context, monitors.TargetsOf(context.Session));
                    break;
                default:
                    context.Reply.Send(Numeric.ERR_UNKNOWNERROR, Verbs.Monitor, what, "Unknown subcommand: it is one of + - C L S"u8);
                    break;
            }
            context.Reply.Buffer.Flush();
        }
    }

    // What cannot be a nickname is passed over, and what is watched already is not answered again.
    private static void Add(CommandContext context, ReadOnlySpan<byte> nicknames)
    {
        Monitors monitors = context.Server.Monitors;
        var added = new List<byte[]>();
        var full = new MonitorReply(context.Reply, Numeric.ERR_MONLISTFULL);
        foreach (ReadOnlySpan<byte> nickname in new TargetList(nicknames))
        {
            if (!Nickname.IsValid(nickname) || monitors.IsWatching(context.Session, nickname)) continue;
            byte[] target = nickname.ToArray();
            if (monitors.TryAdd(context.Session, target)) added.Add(target);
            else full.Add(target);
        }
        Tell(context, added);
        full.End();
    }

    private static void List(CommandContext context)
    {
        var list = new MonitorReply(context.Reply, Numeric.RPL_MONLIST);
        foreach (byte[] nickname in context.Server.Monitors.TargetsOf(context.Session)) list.Add(nickname);
        list.End();
        context.Reply.Send(Numeric.RPL_ENDOFMONLIST, "End of MONITOR list"u8);
    }

    private static void Tell(CommandContext context, IReadOnlyCollection<byte[]> nicknames)
    {
        var online = new MonitorReply(context.Reply, Numeric.RPL_MONONLINE);
        var offline = new MonitorReply(context.Reply, Numeric.RPL_MONOFFLINE);
        foreach (byte[] nickname in nicknames)
        {
            if (ServiceTable.TryFind(nickname, out Service? service)) online.Add(service.SourceOn(context.Server));
            else if (context.Server.Users.TryFind(nickname, out User? user)) online.Add(user.Source);
            else offline.Add(nickname);
        }
        online.End();
        offline.End();
    }
}
