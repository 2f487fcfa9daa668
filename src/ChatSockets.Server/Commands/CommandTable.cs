using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Replies;

namespace ChatSockets.Server.Commands;

/// <summary>Every command there is, one row each. <see cref="Run"/> checks what the row asks for, so that no handler has to.</summary>
internal static class CommandTable
{
    public static readonly IReadOnlyList<Command> Rows =
    [
        Away.Row, Batch.Row, Cap.Row, Error.Row, Help.Row, Invite.Row, Ison.Row, Join.Row, Kick.Row, List.Row, Lusers.Row, MetadataCommand.Row,
        Mode.Row, MonitorCommand.Row, Motd.Row, Names.Row, Nick.Row, Say.NoticeRow, Part.Row, Pass.Row, Ping.Row, Pong.Row, Say.PrivmsgRow,
        Quit.Row, Redact.Row, Rename.Row, Setname.Row, Say.TagmsgRow, Time.Row, Topic.Row, UserCommand.Row, Userhost.Row, Version.Row, Who.Row,
        Whois.Row, Whowas.Row,
    ];

    private static readonly FrozenDictionary<byte[], Command>.AlternateLookup<ReadOnlySpan<byte>> ByVerb =
        Rows.ToFrozenDictionary(row => Encoding.ASCII.GetBytes(row.Verb), CaseMapping.Ascii).GetAlternateLookup<ReadOnlySpan<byte>>();

    public static bool TryFind(ReadOnlySpan<byte> verb, [NotNullWhen(true)] out Command? command) => ByVerb.TryGetValue(verb, out command);

    /// <summary>Runs one message and sends what the asker gets back.</summary>
    public static void Run(CommandContext context, in Message message)
    {
        if (Batch.TryTake(context, message)) return;
        bool isKnown = TryFind(message.Verb, out Command? command);
        // The line itself has been paid for.
        if (isKnown && context.Session.FloodGate is { } gate) gate.Charge(command!.CostOf(message) - 1);
        bool isLabeled = IsLabeled(context, message, out ReadOnlySpan<byte> label);
        if (isLabeled || command is not { IsSpeech: true }) context.Burst.Flush();
        if (isLabeled) context.Reply.Buffer.Label(label);
        if (isLabeled && message[0].Contains((byte)',')) context.Reply.Buffer.ExpectMore();
        if (!isKnown) Unknown(context, message);
        else if (!context.User.IsRegistered && !command!.IsEarlyFor(context.Session)) context.Reply.NotRegistered();
        else if (message.Count < command!.MinimumParameters) context.Reply.NeedMoreParameters(Encoding.ASCII.GetBytes(command.Verb));
        else command.Handle(context, message);
        if (context.Reply.Buffer.IsEmpty && !isLabeled) return;
        context.Burst.Flush();
        context.Reply.Buffer.End();
    }

    /// <summary>Whether the answer shall carry a label: IRCv3 labeled-response.</summary>
    public static bool IsLabeled(CommandContext context, in Message message, out ReadOnlySpan<byte> label)
    {
        label = default;
        return !message.Tags.IsEmpty && context.Session.Has(Capability.LabeledResponse | Capability.Batch)
            && message.Tags.TryGet("label"u8, out label) && label.Length is > 0 and <= LabeledReply.MaximumBytes;
    }

    private static void Unknown(CommandContext context, in Message message)
    {
        // A numeric from a client means nothing, and is no mistake worth a reply either (Modern IRC, "Numeric Replies").
        if (message.Numeric == Numeric.None) context.Reply.UnknownCommand(message.Verb);
    }
}
