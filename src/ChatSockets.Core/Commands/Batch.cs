using System.Globalization;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Messages of several lines: IRCv3 client-batch, multiline. The lines are collected in <see cref="CommandContext.Multiline"/> and sent
/// when the batch is closed. An error is reported immediately, and the rest of the batch is ignored.
/// </summary>
internal static class Batch
{
    public static readonly Command Row = new(
        "BATCH", Handle, $"BATCH +<reference> {MultilineBatch.Type} <room or nickname>, then lines, then BATCH -<reference>",
            "Says something of several lines.")
    {
        MinimumParameters = 1,
    };

    private const Capability Needed = Capability.Multiline | Capability.Batch;

    /// <summary>Handles a message that belongs to a batch. Returns false for any other command.</summary>
    public static bool TryTake(CommandContext context, in Message message)
    {
        if (!context.Session.Has(Needed) || !context.User.IsRegistered) return false;
        MultilineBatch? open = context.Multiline;
        if (message.Tags.TryGet("batch"u8, out ReadOnlySpan<byte> reference))
        {
            if (open is not null && reference.SequenceEqual(open.Reference)) TakeLine(context, open, message);
            else Fail(context, open, "There is no such batch"u8);
            return true;
        }
        if (open is null) return false;
        if (message.Is(Verbs.Batch) && IsEndOf(open, message[0]))
        {
            Close(context, open, message);
            return true;
        }
        // The batch is over, the command is not to blame.
        Fail(context, open, "Nothing else may come before a batch is closed"u8);
        context.Multiline = null;
        return false;
    }

    /// <summary>A line that was no message came: if it was part of a batch, that would have a hole now.</summary>
    public static void Spoil(CommandContext context)
    {
        if (context.Multiline is { } open) Fail(context, open, "A line of the batch could not be read"u8);
    }

    // What is left for the command itself: a batch is opened, or closed that never was.
    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> reference = message[0];
        if (!context.Session.Has(Needed)) context.Reply.UnknownCommand(Verbs.Batch);
        else if (reference.IsEmpty || reference[0] != (byte)'+') Invalid(context, "There is no such batch"u8);
        else if (!IsReference(reference[1..])) Invalid(context, "A batch's name has letters, digits and hyphens only"u8);
        else if (!Ascii.Equals(message[1], MultilineBatch.Type)) Invalid(context, "Unknown type of batch"u8);
        else if (message[2].IsEmpty || message[2].Contains((byte)',')) Invalid(context, "A batch has one target"u8);
        else Open(context, message);
    }

    private static void Open(CommandContext context, in Message message)
    {
        context.Multiline = new MultilineBatch(message[0][1..].ToArray(), message[2].ToArray(), OutgoingMessage.Relayed(message.Tags),
            Speech.DeduplicationOf(context.Session, message.Tags))
        {
            // The answer comes when the batch is closed.
            Label = context.Reply.Buffer.TakeLabel(),
        };
        Remember(context, context.Multiline, message);
    }

    private static void Remember(CommandContext context, MultilineBatch batch, in Message message)
    {
        if (context.Server.ToPropose is not null && !batch.IsDropped) batch.Raw.Add(message.Line.ToArray());
    }

    // Where several servers share a log, what is said is said when all of it is there: nothing comes between its lines.
    private static void Share(CommandContext context, MultilineBatch batch)
    {
        foreach (byte[] line in batch.Raw) context.Burst.Share(line);
        context.Burst.Flush();
    }

    private static void TakeLine(CommandContext context, MultilineBatch batch, in Message message)
    {
        if (batch.IsDropped) return;
        ReadOnlySpan<byte> text = message[1];
        ReadOnlySpan<byte> verb = message.Is(Verbs.Privmsg) ? Verbs.Privmsg : message.Is(Verbs.Notice) ? Verbs.Notice : default;
        bool isContinued = message.Tags.TryGet("draft/multiline-concat"u8, out _);
        if (verb.IsEmpty || message.Count < 2) Fail(context, batch, "Only PRIVMSG or NOTICE with a text may be in a batch"u8);
        else if (batch.Verb is not null && !verb.SequenceEqual(batch.Verb))
            Fail(context, batch, "PRIVMSG and NOTICE may not be mixed in a batch"u8);
        else if (!CaseMapping.Ascii.Equals(message[0], batch.Target))
            Fail(context, batch, "MULTILINE_INVALID_TARGET"u8, [batch.Target, message[0].ToArray()], "Not the target of the batch"u8);
        else if (isContinued && text.IsEmpty) Fail(context, batch, "A blank line cannot continue another"u8);
        else if (batch.Lines == MultilineBatch.MaximumLines)
            Fail(context, batch, "MULTILINE_MAX_LINES"u8, [Number(MultilineBatch.MaximumLines)], "Too many lines in the batch"u8);
        else if (batch.BytesWith(text, isContinued) > MultilineBatch.MaximumBytes)
            Fail(context, batch, "MULTILINE_MAX_BYTES"u8, [Number(MultilineBatch.MaximumBytes)], "Too many bytes in the batch"u8);
        else batch.Add(verb, text, isContinued);
        Remember(context, batch, message);
    }

    private static void Close(CommandContext context, MultilineBatch batch, in Message message)
    {
        context.Burst.Flush();
        context.Multiline = null;
        Remember(context, batch, message);
        if (context.Server.ToPropose is not null && batch is { IsDropped: false, HasText: true })
        {
            Share(context, batch);
            return;
        }
        bool isLabeled = LabeledReply.IsAskedFor(context.Session, message.Tags, out ReadOnlySpan<byte> label);
        if (!batch.HasText)
        {
            Fail(context, batch, "A batch needs a line that is not blank"u8);
        }
        else if (!batch.IsDropped)
        {
            if (batch.Label is not null) context.Reply.Buffer.Label(batch.Label);
            Say.Deliver(context, batch.Target, new Speech(batch));
            context.Reply.Buffer.End();
        }
        // The opening BATCH's label is the answer's; one on the closing BATCH is that of a command with none.
        if (!isLabeled) return;
        context.Reply.Buffer.Label(label);
        context.Reply.Buffer.End();
    }

    private static void Fail(CommandContext context, MultilineBatch? batch, ReadOnlySpan<byte> text) =>
        Fail(context, batch, "MULTILINE_INVALID"u8, [], text);

    private static void Fail(CommandContext context, MultilineBatch? batch, ReadOnlySpan<byte> code, ReadOnlySpan<byte[]> about,
        ReadOnlySpan<byte> text)
    {
        if (batch is { IsDropped: true }) return;
        batch?.Drop();
        context.Burst.Flush();
        if (batch?.Label is { } label) context.Reply.Buffer.Label(label);
        context.Reply.Fail(Verbs.Batch, code, about, text);
        context.Reply.Buffer.End();
    }

    private static void Invalid(CommandContext context, ReadOnlySpan<byte> text) =>
        context.Reply.Fail(Verbs.Batch, "MULTILINE_INVALID"u8, text);

    private static bool IsEndOf(MultilineBatch batch, ReadOnlySpan<byte> reference) =>
        reference.Length > 1 && reference[0] == (byte)'-' && reference[1..].SequenceEqual(batch.Reference);

    private static bool IsReference(ReadOnlySpan<byte> reference)
    {
        foreach (byte letter in reference)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter != (byte)'-') return false;
        }
        return !reference.IsEmpty;
    }

    private static byte[] Number(int number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
