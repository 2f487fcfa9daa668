using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Replies;
using ChatSockets.Core.Services;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "WHOIS message"; IRCv3 bot-mode, "The RPL_WHOISBOT (335) numeric".</summary>
internal static class Whois
{
    /// <summary>The most nicknames of one command (ISUPPORT TARGMAX); those after it are passed over.</summary>
    public const int MaximumTargets = 1;

    public static readonly Command Row = new("WHOIS", Handle, "WHOIS <nickname>", "Tells who somebody is and where.");

    private static void Handle(CommandContext context, in Message message)
    {
        // WHOIS <server> <nickname> asks a server; there is only this one.
        ReadOnlySpan<byte> nicknames = message.Count > 1 ? message[1] : message[0];
        if (nicknames.IsEmpty)
        {
            context.Reply.NoNicknameGiven();
            return;
        }
        if (message.Count > 1 && !Servers.IsThis(context, message[0])) return;
        int targets = 0;
        foreach (ReadOnlySpan<byte> nickname in new TargetList(nicknames))
        {
            if (++targets > MaximumTargets) break;
            if (ServiceTable.TryFind(nickname, out Service? service)) Tell(context, service);
            else if (context.Server.Users.TryFind(nickname, out User? user)) Tell(context, user);
            else context.Reply.NoSuchNick(nickname);
        }
        // The list as it was asked for, also those that were passed over.
        context.Reply.Send(Numeric.RPL_ENDOFWHOIS, nicknames, "End of /WHOIS list"u8);
    }

    private static void Tell(CommandContext context, User user)
    {
        User asker = context.User;
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOISUSER);
        writer.Parameter(user.Nickname);
        writer.Parameter(user.Username);
        writer.Parameter(user.Host);
        writer.Parameter("*"u8);
        writer.Trailing(user.RealName);
        context.Reply.Buffer.End(ref writer);

        TellRooms(context, user);
        TellServer(context, user.Nickname);
        if (user.IsOperator) context.Reply.Send(Numeric.RPL_WHOISOPERATOR, user.Nickname, "is an IRC operator"u8);
        if (user.Account is { } account) context.Reply.Send(Numeric.RPL_WHOISACCOUNT, user.Nickname, account, "is logged in as"u8);
        if (user.IsBot)
            context.Reply.Send(Numeric.RPL_WHOISBOT, user.Nickname,
                Encoding.UTF8.GetBytes($"is a Bot on {context.Server.Options.Network}"));
        if (user.Sessions is { Length: > 0 } sessions && sessions.All(session => session.IsSecure))
            context.Reply.Send(Numeric.RPL_WHOISSECURE, user.Nickname, "is using a secure connection"u8);
        if (asker.SeesPrivate(user))
        {
            foreach (string fingerprint in user.Sessions.Select(session => session.CertificateFingerprint).OfType<string>().Distinct())
                context.Reply.Send(Numeric.RPL_WHOISCERTFP, user.Nickname,
                    Encoding.ASCII.GetBytes($"has client certificate fingerprint {fingerprint}"));
            foreach (byte[] address in user.Addresses) context.Reply.Actually(user.Nickname, user.Username, address);
            context.Reply.Send(
                Numeric.RPL_WHOISMODES, user.Nickname, Encoding.ASCII.GetBytes($"is using modes +{UserModeRow.Format(user.Modes)}"));
        }
        if (MetadataForm.IsNumeric(context.Session)) TellMetadata(context, user);
        context.Reply.Away(user);

        writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOISIDLE);
        writer.Parameter(user.Nickname);
        writer.Parameter((long)(context.Server.Clock.GetUtcNow() - user.LastSpoke).TotalSeconds);
        writer.Parameter(user.SignedOn.ToUnixTimeSeconds());
        writer.Trailing("seconds idle, signon time"u8);
        context.Reply.Buffer.End(ref writer);
    }

    private static void TellMetadata(CommandContext context, User user)
    {
        foreach ((string key, byte[] value) in user.Metadata)
        {
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOISKEYVALUE);
            writer.Parameter(user.Nickname);
            writer.Parameter(key);
            writer.Parameter("*"u8);
            writer.Trailing(value);
            context.Reply.Buffer.End(ref writer);
        }
    }

    private static void Tell(CommandContext context, Service service)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOISUSER);
        writer.Parameter(service.Nickname);
        writer.Parameter(service.Nickname);
        writer.Parameter(context.Server.Name);
        writer.Parameter("*"u8);
        writer.Trailing(service.Purpose);
        context.Reply.Buffer.End(ref writer);

        TellServer(context, service.Nickname);
        // As other networks put it.
        context.Reply.Send(Numeric.RPL_WHOISOPERATOR, service.Nickname, "is a network service"u8);
    }

    private static void TellServer(CommandContext context, byte[] nickname) =>
        context.Reply.Send(Numeric.RPL_WHOISSERVER, nickname, context.Server.Name, Encoding.UTF8.GetBytes(context.Server.Options.Network));

    private static void TellRooms(CommandContext context, User user)
    {
        Span<byte> prefixes = stackalloc byte[MemberPrefix.All.Count];
        bool allPrefixes = context.Session.Has(Capability.MultiPrefix);
        var list = new List<byte>();
        foreach (Room room in user.Rooms)
        {
            lock (room.Gate)
            {
                if (!room.IsVisibleTo(context.User) || room.Find(user) is not { } member) continue;
                if (user != context.User && room.Find(context.User) is null && !context.User.SeesInRoom(user)) continue;
                if (list.Count + room.Name.Length > 300) Flush();
                if (list.Count > 0) list.Add((byte)' ');
                list.AddRange(prefixes[..member.WritePrefixes(prefixes, allPrefixes)]);
                list.AddRange(room.Name);
            }
        }
        Flush();

        void Flush()
        {
            if (list.Count > 0) context.Reply.Send(Numeric.RPL_WHOISCHANNELS, user.Nickname, list.ToArray());
            list.Clear();
        }
    }
}
