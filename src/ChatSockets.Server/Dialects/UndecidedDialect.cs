using System.Diagnostics.CodeAnalysis;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Commands;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Dialects;

/// <summary>
/// A connection that has sent nothing. Its first line shows whether it is an IRC client, a person with <c>nc</c> or <c>telnet</c>, or a
/// browser misdirected by a web page. It decides for good only on lines that no person types; until there is a nickname, a
/// <see cref="TypedDialect"/> can still turn out to be IRC.
/// </summary>
internal sealed class UndecidedDialect : Dialect
{
    public static readonly UndecidedDialect Instance = new();

    public override string Name => "undecided";

    public override bool IsTelnet => true;

    // What some libraries put before the first text they write.
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    public override void OnLine(CommandContext context, in Line line) =>
        Decide(context, line.Bytes.StartsWith(ByteOrderMark) ? new Line(line.Bytes[ByteOrderMark.Length..], line.Status) : line);

    private static void Decide(CommandContext context, in Line line)
    {
        if (line.Status == LineStatus.Ok && line.Bytes.IsEmpty) return;
        if (line.Status == LineStatus.Ok && IsHttp(line.Bytes))
        {
            context.Dialect = HttpDialect.Instance;
            context.Session.Close("This port does not speak HTTP");
            return;
        }
        if (line.Status == LineStatus.TooLong)
        {
            // No name and no command begins like that; a request with a long address does, and what follows it must not be taken for
            // typing.
            context.Session.Close("The first line was too long");
            return;
        }
        bool isIrc = IsIrc(line);
        context.Session.Outbox.Variant = isIrc ? Variant.Plain : Variant.Typed;
        context.Dialect = isIrc ? IrcDialect.Instance : new TypedDialect(context.Server.Options.Lobby);
        context.Dialect.OnLine(context, line);
    }

    /// <summary>Asks for a name; the next line can still be IRC.</summary>
    public static void Greet(CommandContext context)
    {
        context.Session.Outbox.Variant = Variant.Typed;
        string network = context.Server.Options.Network;
        context.Session.Outbox.AppendOwn(
            Encoding.UTF8.GetBytes($"Welcome to {network}! You can chat right here.\r\nWhat is your name?\r\n"));
    }

    /// <summary>Whether a program said that line: it has tags or a source, or is a command as programs write it.</summary>
    public static bool IsIrc(in Line line) =>
        line.Status == LineStatus.Ok && MessageParser.TryParse(line.Bytes, out Message message)
        && (!message.Tags.IsEmpty || !message.Source.IsEmpty || IsCommandOfProgram(message));

    private static bool IsCommandOfProgram(in Message message) =>
        IsCommand(message, out Command? command) && IsWrittenByProgram(message, command);

    /// <summary>
    /// Returns whether that line would begin an IRC registration if no person had typed it: <c>nick alice</c>, <c>Nick Cave</c>.
    /// </summary>
    public static bool MayBeIrc(in Line line) =>
        line.Status == LineStatus.Ok && MessageParser.TryParse(line.Bytes, out Message message)
        && IsCommand(message, out Command? command) && command.BeforeRegistration;

    // A name may happen to be a verb ("Time"): a verb counts when it comes with what it needs, or can stand at a beginning alone.
    private static bool IsCommand(in Message message, [NotNullWhen(true)] out Command? command) =>
        CommandTable.TryFind(message.Verb, out command)
        && message.Count >= command.MinimumParameters && (message.Count > 0 || command.BeforeRegistration);

    // People type words that happen to begin with a verb ("help me", "WHO IS THERE"). What cannot come before registration counts where
    // it names a room; small letters only in what nobody would say.
    private static bool IsWrittenByProgram(in Message message, Command command)
    {
        bool isCapital = !message.Verb.ContainsAnyInRange((byte)'a', (byte)'z');
        if (message.Is(Verbs.Cap)) return isCapital || IsSubcommand(message[0]);
        if (message.Is(Verbs.User)) return isCapital || IsUserOfProgram(message);
        return isCapital && (command.BeforeRegistration || RoomName.IsRoom(message[0]));
    }

    // USER alice 0 * :Alice
    private static bool IsUserOfProgram(in Message message) =>
        message.Count == 4 && (message[2].SequenceEqual("*"u8) || message[1] is [>= (byte)'0' and <= (byte)'9', ..]);

    private static bool IsSubcommand(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "LS"u8) || Ascii.EqualsIgnoreCase(word, "REQ"u8)
        || Ascii.EqualsIgnoreCase(word, "LIST"u8) || Ascii.EqualsIgnoreCase(word, "END"u8);

    /// <summary>Plain words, because a silent client may be a person.</summary>
    public override byte[] Farewell(Session session, string reason) => Encoding.UTF8.GetBytes($"Goodbye. {reason}\r\n");

    private static bool IsHttp(ReadOnlySpan<byte> line)
    {
        int version = line.LastIndexOf(" HTTP/"u8);
        return version > 0 && line[..version].Contains((byte)' ');
    }
}
