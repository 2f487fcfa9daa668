using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Replies;

/// <summary>
/// The features that the server advertises: Modern IRC, "Feature Advertisement"; IRCv3 extended-isupport, bot-mode, WHOX, network-icon.
/// </summary>
internal sealed class Isupported
{
    private readonly string[] _tokens;

    // Made once: ten thousand registrations in a moment need no more of them.
    private readonly string[][] _lines;

    public Isupported(string[] tokens)
    {
        _tokens = tokens;
        _lines = [.. Isupport.Lines(_tokens)];
    }

    /// <summary>RPL_ISUPPORT, as many as it takes; in a batch for those with IRCv3 extended-isupport.</summary>
    public void Send(Reply reply) => Send(reply, _lines);

    /// <summary>
    /// Announces changed features to everybody, and removed ones with a minus sign: Modern IRC, "RPL_ISUPPORT (005)". Under the reload
    /// lock, so that the last announcement is the one in force.
    /// </summary>
    public void TellChanges(Isupported before, IEnumerable<User> users)
    {
        string[] gone = [.. before._tokens.Select(Name).Except(_tokens.Select(Name)).Select(name => "-" + name)];
        string[][] lines = [.. Isupport.Lines([.. _tokens.Except(before._tokens), .. gone])];
        if (lines.Length == 0) return;
        foreach (User user in users)
        {
            foreach (Session session in user.Sessions)
            {
                if (session.Outbox.Variant == Variant.Typed) continue;
                var reply = new Reply(session);
                Send(reply, lines);
                reply.Buffer.FlushUnasked();
            }
        }
    }

    private static string Name(string token) => token.Split('=')[0];

    private static void Send(Reply reply, string[][] lines)
    {
        ReplyBuffer buffer = reply.Buffer;
        bool inBatch = reply.Session.Has(Capability.ExtendedIsupport);
        if (inBatch) buffer.BeginBatch("draft/isupport"u8);
        foreach (string[] line in lines)
        {
            MessageWriter writer = buffer.Begin(Numeric.RPL_ISUPPORT);
            foreach (string token in line) writer.Parameter(token);
            writer.Trailing("are supported by this server"u8);
            buffer.End(ref writer);
        }
        if (inBatch) buffer.EndBatch();
    }
}
