using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>Our messages: cut so that nothing is lost at 512 bytes, and shown at once if the server sends no echo.</summary>
internal sealed class Speech(ClientSession session)
{
    // Before a message of ours has shown our source: a user name and a host of the longest kind.
    private const int UnknownUserAndHost = 12 + 64;

    /// <summary>Sends the text in as many messages as it needs, and returns those.</summary>
    public List<SentMessage> Say(string target, string text, SpeechKind kind, ICollection<SessionEvent> events)
    {
        var sent = new List<SentMessage>();
        (string status, string conversation) = session.SplitStatus(target);
        foreach (string piece in MessageSplitter.Split(text, Room(target, kind)))
        {
            string? label = session.NextLabel();
            string wire = kind == SpeechKind.Action ? $"\u0001ACTION {piece}\u0001" : piece;
            sent.Add(new SentMessage(target, kind, piece, label));
            if (kind == SpeechKind.Notice) session.Outgoing.SendLabeled(label, Verbs.Notice, target, piece);
            else session.Outgoing.SendLabeled(label, Verbs.Privmsg, target, wire);
            if (session.IsMe(target)) session.OwnCopies.Add(piece, isShown: !session.Echoes);
            if (session.Echoes) continue;
            events.Add(new ChatMessage(session.Now, kind, conversation, session.Nick, piece, Self: true, Id: null) { Status = status });
        }
        return sent;
    }

    // The bytes that are left in the line that the others get: ":nick!user@host PRIVMSG target :text" and CR LF.
    private int Room(string target, SpeechKind kind)
    {
        int source = session.Source is { } known
            ? Encoding.UTF8.GetByteCount(known)
            : Encoding.UTF8.GetByteCount(session.Nick) + UnknownUserAndHost;
        int around = 1 + source + 1 + "PRIVMSG".Length + 1 + Encoding.UTF8.GetByteCount(target) + 2 + 2;
        if (kind == SpeechKind.Action) around += "\u0001ACTION \u0001".Length;
        return Math.Max(32, WireLimits.Line - around);
    }
}
