using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Commands;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Dialects;

/// <summary>IRC: a line is a message, a message is a command. Every invalid line has its defined reply (promise 5).</summary>
internal sealed class IrcDialect : Dialect
{
    public static readonly IrcDialect Instance = new();

    public override string Name => "irc";

    public override bool IsTelnet => false;

    public override bool AnswersPing => true;

    /// <summary>
    /// Modern IRC, "PING message". Without a source and tags, as every peer sends it: small bots look for a line that begins with the
    /// verb.
    /// </summary>
    public override void Ping(CommandContext context)
    {
        // Not one of the replies, of which it may come in the middle.
        var writer = new MessageWriter(stackalloc byte[WireLimits.Line]);
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
        var unreadable = new UnreadableLine(line);
        bool isLabeled = LabeledReply.IsAskedFor(context.Session, unreadable.Tags, out ReadOnlySpan<byte> label)
            && UnreadableLine.IsReadable(label);
        if (isLabeled) context.Reply.Buffer.Label(label);
        switch (line.Status)
        {
            case LineStatus.TooLong:
                context.Reply.InputTooLong();
                break;
            case LineStatus.NotUtf8:
                unreadable.AnswerInvalidUtf8(context);
                break;
            case LineStatus.ForbiddenByte:
                unreadable.AnswerForbiddenByte(context);
                break;
        }
        context.Reply.Buffer.End();
    }

    /// <summary>Modern IRC, "ERROR message".</summary>
    public override byte[] Farewell(Session session, string reason)
    {
        var writer = new MessageWriter(stackalloc byte[WireLimits.Line]);
        writer.Verb(Verbs.Error);
        writer.Trailing($"Closing Link: {Encoding.ASCII.GetString(session.User.Host)} ({reason})");
        return writer.ToArray();
    }
}
