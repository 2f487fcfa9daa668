using System.Text;
using System.Text.Unicode;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Commands;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Dialects;

/// <summary>
/// The readable parts of an invalid line, and the reply to it: IRCv3 utf8-only, "The INVALID_UTF8 standard replies code". The reply carries
/// the line's label (IRCv3 labeled-response) and names its target, so that the refusal appears where the user looks. Lives as long as the
/// line.
/// </summary>
internal readonly ref struct UnreadableLine
{
    private readonly Message _message;
    private readonly Command? _command;

    public UnreadableLine(in Line line)
    {
        int end = line.Bytes.IndexOf((byte)' ');
        Tags = end > 0 && line.Bytes[0] == (byte)'@' ? new MessageTags(line.Bytes[1..end]) : default;
        if (MessageParser.TryParse(line.Bytes, out _message)) CommandTable.TryFind(_message.Verb, out _command);
    }

    public MessageTags Tags { get; }

    // The verb is quoted back only where it is one we know: the rest may be anything.
    private ReadOnlySpan<byte> Verb => _command is null ? "*"u8 : _message.Verb;

    // To whom something was to be said, or in which room something was to be done; empty where that cannot be read.
    private ReadOnlySpan<byte> Target =>
        _command is not null && _message.Count > 1 && (_command.IsSpeech || RoomName.IsRoom(_message[0])) && IsReadable(_message[0])
            ? _message[0] : default;

    /// <summary>Whether bytes may be quoted back.</summary>
    public static bool IsReadable(ReadOnlySpan<byte> bytes) =>
        !bytes.IsEmpty && !bytes.ContainsAny((byte)0, (byte)'\r') && Utf8.IsValid(bytes);

    /// <summary>
    /// A line that is no UTF-8: a FAIL for every client, as utf8-only has it, and without standard-replies a numeric, too, which clients
    /// show where it was said. Two replies to one label would be a batch: there the FAIL is all.
    /// </summary>
    public void AnswerInvalidUtf8(CommandContext context)
    {
        string text = NotSent("this server takes UTF-8 only");
        bool knowsFail = context.Session.Has(Capability.StandardReplies);
        Fail(context, "INVALID_UTF8"u8, knowsFail ? Target : default, text);
        if (!knowsFail && !context.Reply.Buffer.IsLabeled) TellTargets(context, text);
    }

    /// <summary>A line with a byte that none may hold. The code is our own.</summary>
    public void AnswerForbiddenByte(CommandContext context)
    {
        string text = NotSent("a line cannot hold NUL or CR");
        if (context.Session.Has(Capability.StandardReplies)) Fail(context, "INVALID_MESSAGE"u8, Target, text);
        else if (!TellTargets(context, text)) context.Reply.Notice(text);
    }

    private string NotSent(string why) =>
        Target.IsEmpty ? $"Your message was not sent: {why}" : $"Your message to {Encoding.UTF8.GetString(Target)} was not sent: {why}";

    private void Fail(CommandContext context, ReadOnlySpan<byte> code, ReadOnlySpan<byte> target, string text) =>
        context.Reply.Fail(Verb, code, target.IsEmpty ? [] : [target.ToArray()], Encoding.UTF8.GetBytes(text));

    // False where it was nothing to be said, or not to anybody who can be read.
    private bool TellTargets(CommandContext context, string text)
    {
        if (_command is not { IsSpeech: true } || Target.IsEmpty) return false;
        int told = 0;
        foreach (ReadOnlySpan<byte> target in new TargetList(Target))
        {
            if (++told > IsupportTokens.MaximumTargets) break;
            context.Reply.CannotSend(target, text);
        }
        return told > 0;
    }
}
