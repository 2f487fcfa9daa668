using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.LineMode;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Dialects;

/// <summary>
/// Nothing was said yet. The first line tells who is there: an IRC client, a person with <c>nc</c> or <c>telnet</c>, or a browser that
/// somebody's page talked into it.
/// </summary>
internal sealed class UndecidedDialect : Dialect
{
    public static readonly UndecidedDialect Instance = new();

    public override bool IsTelnet => true;

    public override void OnLine(CommandContext context, in Line line)
    {
        if (line.Status == LineStatus.Ok && line.Bytes.IsEmpty) return;
        if (line.Status == LineStatus.Ok && IsHttp(line.Bytes))
        {
            context.Session.Dialect = HttpDialect.Instance;
            context.Session.Close("This port does not speak HTTP");
            return;
        }
        if (line.Status == LineStatus.TooLong)
        {
            // No name and no command begins like that; a request with a long address does, and what follows it must not be taken for typing.
            context.Session.Close("The first line was too long");
            return;
        }
        bool isIrc = line.Status == LineStatus.Ok && MessageParser.TryParse(line.Bytes, out Message message) && IsCommand(message);
        context.Session.Outbox.Variant = isIrc ? Variant.Plain : Variant.Typed;
        context.Session.Dialect = isIrc ? IrcDialect.Instance : new TypedDialect(context.Server.Options.Lobby);
        context.Session.Dialect.OnLine(context, line);
    }

    /// <summary>Asks for a name; what is typed next may still be IRC.</summary>
    public static void Greet(CommandContext context)
    {
        context.Session.Outbox.Variant = Variant.Typed;
        string network = context.Server.Options.Network;
        context.Session.Outbox.AppendOwn(Encoding.UTF8.GetBytes($"Welcome to {network}! You can chat right here.\r\nWhat is your name?\r\n"));
    }

    // A name may happen to be a verb ("Time"): a verb counts when it comes with what it needs, or can stand at a beginning alone.
    private static bool IsCommand(in Message message) =>
        !message.Tags.IsEmpty || !message.Source.IsEmpty
        || (CommandTable.TryFind(message.Verb, out Command? command)
            && message.Count >= command.MinimumParameters && (message.Count > 0 || command.BeforeRegistration));

    /// <summary>Whoever said nothing may be a person: plain words.</summary>
    public override byte[] Farewell(Session session, string reason) => Encoding.UTF8.GetBytes($"Goodbye. {reason}\r\n");

    private static bool IsHttp(ReadOnlySpan<byte> line)
    {
        int version = line.LastIndexOf(" HTTP/"u8);
        return version > 0 && line[..version].Contains((byte)' ');
    }
}
