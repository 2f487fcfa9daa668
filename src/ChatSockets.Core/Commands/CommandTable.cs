using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Replies;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>All commands, one row each. <see cref="Run"/> checks the conditions of the row, so that handlers need not.</summary>
internal static class CommandTable
{
    public static readonly IReadOnlyList<Command> Rows =
    [
        Admin.Row, Authenticate.Row, Away.Row, Batch.Row, Cap.Row, ToService.ChanServRow, ChatHistory.Row, ToService.CsRow, Dline.Row,
            Error.Row, Help.Row, Help.HelpopRow, Info.Row, Invite.Row, Ison.Row,
        IsupportCommand.Row, Join.Row, Kick.Row, Kill.Row, Kline.Row, Links.Row, List.Row, Lusers.Row, MarkRead.Row,
            MetadataCommand.Row, Mode.Row,
        MonitorCommand.Row, Motd.Row, Names.Row, Nick.Row, ToService.NickServRow, Say.NoticeRow, ToService.NsRow, Oper.Row, Part.Row,
            Pass.Row, Ping.Row, Pong.Row, Say.PrivmsgRow,
        Quit.Row, Redact.Row, Register.Row, Rehash.Row, Rename.Row, Search.Row, Setname.Row, Stats.Row, Say.TagmsgRow, Time.Row, Topic.Row,
            Undline.Row, Unkline.Row,
        UserCommand.Row, Userhost.Row, Users.Row, Version.Row, Wallops.Row, Webirc.Row, Who.Row, Whois.Row, Whowas.Row,
    ];

    /// <summary>The same, each with its place.</summary>
    public static readonly IReadOnlyList<Command> All = [.. Rows.Select((row, index) => row with { Index = index })];

    private static readonly FrozenDictionary<byte[], Command>.AlternateLookup<ReadOnlySpan<byte>> ByVerb =
        All.ToFrozenDictionary(row => Encoding.ASCII.GetBytes(row.Verb), CaseMapping.Ascii).GetAlternateLookup<ReadOnlySpan<byte>>();

    public static bool TryFind(ReadOnlySpan<byte> verb, [NotNullWhen(true)] out Command? command) => ByVerb.TryGetValue(verb, out command);

    /// <summary>Runs one message and sends the replies.</summary>
    public static void Run(CommandContext context, in Message message)
    {
        if (!Batch.TryTake(context, message) && !Sharing.TryShare(context, message)) RunHere(context, message);
    }

    private static void RunHere(CommandContext context, in Message message)
    {
        bool isKnown = TryFind(message.Verb, out Command? command);
        // The line itself has been paid for.
        if (isKnown && context.RateLimit is { } gate) gate.Charge(command!.CostOf(message) - 1);
        bool isLabeled = LabeledReply.IsAskedFor(context.Session, message.Tags, out ReadOnlySpan<byte> label);
        if (isLabeled || command is not { IsSpeech: true }) context.Burst.Flush();
        if (isLabeled) context.Reply.Buffer.Label(label);
        if (isLabeled && message[0].Contains((byte)',')) context.Reply.Buffer.ExpectMore();
        if (!isKnown) Unknown(context, message);
        else if (!context.User.IsRegistered && !command!.IsEarlyFor(context.Session)) context.Reply.NotRegistered();
        else if (!command!.IsFor(context.User)) context.Reply.NoPrivileges(context.User, command.Needs);
        else if (message.Count < command!.MinimumParameters) context.Reply.NeedMoreParameters(Encoding.ASCII.GetBytes(command.Verb));
        else Use(context, message, command);
        if (!context.Reply.Buffer.IsEmpty || isLabeled)
        {
            context.Burst.Flush();
            context.Reply.Buffer.End();
        }
        // What it has been charged for its row is part of that.
        if (context.Meter.TakeTokens() is > 0 and int tokens)
            context.RateLimit?.Charge(Math.Max(0, tokens - (isKnown ? command!.CostOf(message) : 1)));
    }

    private static void Use(CommandContext context, in Message message, Command command)
    {
        if (!context.Session.IsElsewhere) context.Server.CommandCounts.Add(command.Index, 1);
        try
        {
            command.Handle(context, message);
        }
        finally
        {
            context.Meter.Rest();
        }
        context.Server.Store.Commits.WaitIfAhead();
        OperatorLog.Write(context);
        context.Session.HasUsedCommand = true;
        context.Session.LastCommand = command.Verb;
    }

    private static void Unknown(CommandContext context, in Message message)
    {
        // A numeric from a client means nothing, and is no mistake worth a reply either (Modern IRC, "Numeric Replies").
        if (message.Numeric == Numeric.None) context.Reply.UnknownCommand(message.Verb);
    }
}
