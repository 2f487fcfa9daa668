using System.Globalization;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>
/// The parameters of a CHATHISTORY: IRCv3 chathistory, "Subcommands" and "Errors and Warnings". Every reference becomes an id: a message's
/// is its own, a time's is the first possible id of that millisecond.
/// </summary>
/// <param name="context">The context of the command.</param>
/// <param name="command">The subcommand, as typed.</param>
internal sealed class HistoryRequest(CommandContext context, byte[] command)
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>
    /// A place between messages: those up to <paramref name="Last"/> are before it, those from <paramref name="First"/> on at it or behind
    /// it.
    /// </summary>
    /// <param name="First">The first id that is not before it.</param>
    /// <param name="Last">The last id that is not behind it.</param>
    private readonly record struct Reference(long First, long Last);

    /// <summary>Of which room or user; empty where it is about all.</summary>
    public byte[] Target { get; private set; } = [];

    /// <summary>Behind that id.</summary>
    public long After { get; private set; }

    /// <summary>Before that id.</summary>
    public long Before { get; private set; } = LineRange.End;

    /// <summary>How many at the most.</summary>
    public int Limit { get; private set; }

    /// <summary>Whether the last ones count, and not the first.</summary>
    public bool IsFromEnd { get; private set; }

    /// <summary>The id that half of them are to be before; null for most.</summary>
    public long? Centre { get; private set; }

    /// <summary>Whether it requests the list of conversations instead of messages.</summary>
    public bool IsForTargets { get; private set; }

    /// <summary>Understands a message; null where that could not be, and has been answered.</summary>
    public static HistoryRequest? Parse(CommandContext context, in Message message)
    {
        var request = new HistoryRequest(context, message[0].ToArray());
        return request.TryParse(message) ? request : null;
    }

    /// <summary>Replies with one of the specification's codes.</summary>
    public void Fail(ReadOnlySpan<byte> code, ReadOnlySpan<byte> about, string text) =>
        Send(code, about.IsEmpty ? [command] : [command, about.ToArray()], text);

    // The target stands behind the subcommand, and what was wrong behind it; there is no target in TARGETS.
    private void FailFor(ReadOnlySpan<byte> code, ReadOnlySpan<byte> given, string text) =>
        Send(code, IsForTargets ? [command, given.ToArray()] : [command, Target, given.ToArray()], text);

    private void Send(ReadOnlySpan<byte> code, byte[][] parameters, string text) =>
        context.Reply.Fail(Verbs.ChatHistory, code, parameters, Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a time as IRCv3 server-time writes it; the milliseconds may be missing.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(Encoding.UTF8.GetString(text), TimeFormats, CultureInfo.InvariantCulture, Universal, out time);
    }

    private bool TryParse(in Message message)
    {
        switch (Encoding.ASCII.GetString(command).ToUpperInvariant())
        {
            case "BEFORE":
                if (!TryTake(message, references: 1, out Reference before, out _)) return false;
                Before = before.First;
                IsFromEnd = true;
                return true;
            case "AFTER":
                if (!TryTake(message, references: 1, out Reference after, out _)) return false;
                After = after.Last;
                return true;
            case "LATEST":
                IsFromEnd = true;
                if (message[2].SequenceEqual("*"u8)) return TryTake(message, references: 0, out _, out _);
                if (!TryTake(message, references: 1, out Reference latest, out _)) return false;
                After = latest.Last;
                return true;
            case "AROUND":
                if (!TryTake(message, references: 1, out Reference centre, out _)) return false;
                Centre = centre.First;
                return true;
            case "BETWEEN":
                return TryTake(message, references: 2, out Reference one, out Reference other) && SetBetween(one, other);
            case "TARGETS":
                IsForTargets = true;
                return TryTake(message, references: 2, out Reference from, out Reference to) && SetBetween(from, to);
            default:
                Fail("INVALID_PARAMS"u8, default, "Unknown command");
                return false;
        }
    }

    // The first one begins, whichever is earlier; neither belongs to it.
    private bool SetBetween(Reference one, Reference other)
    {
        IsFromEnd = other.First < one.First;
        (Reference earlier, Reference later) = IsFromEnd ? (other, one) : (one, other);
        After = earlier.Last;
        Before = later.First;
        return true;
    }

    // Target, references, limit; where LATEST has an asterisk it has no reference, but its place.
    private bool TryTake(in Message message, int references, out Reference first, out Reference second)
    {
        first = second = default;
        int at = IsForTargets ? 1 : 2, limit = at + Math.Max(references, 1);
        if (message.Count != limit + 1)
        {
            Fail("INVALID_PARAMS"u8, default, message.Count <= limit ? "Insufficient parameters" : "Too many parameters");
            return false;
        }
        if (!IsForTargets) Target = message[1].ToArray();
        return (references < 1 || TryReference(message[at], out first))
            && (references < 2 || TryReference(message[at + 1], out second))
            && TryLimit(message[limit]);
    }

    private bool TryLimit(ReadOnlySpan<byte> text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) || limit == 0)
        {
            FailFor("INVALID_PARAMS"u8, text, "Invalid limit");
            return false;
        }
        Limit = Math.Min(limit, HistoryAnswer.MaximumLines);
        return true;
    }

    private bool TryReference(ReadOnlySpan<byte> text, out Reference reference)
    {
        ReadOnlySpan<byte> timestamp = "timestamp="u8, msgid = "msgid="u8;
        if (text.StartsWith(timestamp)) return TryTime(text, text[timestamp.Length..], out reference);
        if (text.StartsWith(msgid) && !IsForTargets) return TryId(text, text[msgid.Length..], out reference);
        reference = default;
        string types = IsForTargets ? "It takes timestamps only" : "It takes timestamps and msgids only";
        if (text.Contains((byte)'=')) FailFor("INVALID_MSGREFTYPE"u8, text, types);
        else FailFor("INVALID_PARAMS"u8, text, "Invalid message reference");
        return false;
    }

    private bool TryTime(ReadOnlySpan<byte> given, ReadOnlySpan<byte> text, out Reference reference)
    {
        reference = default;
        if (!TryParseTime(text, out DateTimeOffset time))
        {
            FailFor("INVALID_PARAMS"u8, given, "Invalid timestamp");
            return false;
        }
        long first = context.Server.MessageIds.FirstOf(time);
        reference = new Reference(first, first | MessageIds.Places);
        return true;
    }

    private bool TryId(ReadOnlySpan<byte> given, ReadOnlySpan<byte> text, out Reference reference)
    {
        bool isOurs = context.Server.MessageIds.TryParse(text, out long id);
        reference = new Reference(id, id);
        if (!isOurs) FailFor("MESSAGE_ERROR"u8, given, "Messages could not be retrieved: there is no such message");
        return isOurs;
    }
}
