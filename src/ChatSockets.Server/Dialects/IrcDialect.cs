using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Dialects;

/// <summary>IRC: a line is a message, a message is a command. What is wrong with a line has its defined reply (promise 5).</summary>
internal sealed class IrcDialect : Dialect
{
    public static readonly IrcDialect Instance = new();

    public override bool IsTelnet => false;

    public override bool AnswersPing => true;

    /// <summary>Modern IRC, "PING message".</summary>
    public override void Ping(CommandContext context)
    {
        // Not one of the replies, of which it may come in the middle.
        var writer = new MessageWriter(stackalloc byte[2 * WireLimits.Line]);
        if (context.Session.Has(Capability.ServerTime)) writer.EscapedTag("time"u8, Broadcast.Time(context.Server.Clock.GetUtcNow()));
        writer.Source(context.Server.Name);
        writer.Verb(Verbs.Ping);
        writer.Trailing(context.Server.Name);
        context.Session.Outbox.AppendOwn(writer.ToArray());
    }

    public override void OnLine(CommandContext context, in Line line)
    {
        if (line.Status == LineStatus.Ok)
        {
            if (MessageParser.TryParse(line.Bytes, out Message message)) CommandTable.Run(context, message);
            return;
        }
        // What was said before goes first, so that its echo does.
        context.Burst.Flush();
        Batch.Spoil(context);
        switch (line.Status)
        {
            case LineStatus.TooLong:
                context.Reply.InputTooLong();
                break;
            case LineStatus.NotUtf8:
                // IRCv3 UTF8ONLY.
                context.Reply.Fail(VerbOf(line), "INVALID_UTF8"u8, "Your message was not sent: this server takes UTF-8 only"u8);
                break;
            case LineStatus.ForbiddenByte:
                context.Reply.Fail(VerbOf(line), "INVALID_MESSAGE"u8, "Your message was not sent: a line cannot hold NUL or CR"u8);
                break;
        }
        context.Reply.Buffer.Flush();
    }

    /// <summary>Modern IRC, "ERROR message".</summary>
    public override byte[] Farewell(Session session, string reason)
    {
        var writer = new MessageWriter(stackalloc byte[WireLimits.Line]);
        writer.Verb(Verbs.Error);
        writer.Trailing($"Closing Link: {Encoding.ASCII.GetString(session.User.Host)} ({reason})");
        return writer.ToArray();
    }

    // The verb is quoted back only where it is one we know: the rest may be anything.
    private static ReadOnlySpan<byte> VerbOf(in Line line) =>
        MessageParser.TryParse(line.Bytes, out Message message) && CommandTable.TryFind(message.Verb, out _) ? message.Verb : "*"u8;
}
