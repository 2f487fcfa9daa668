using System.Runtime.InteropServices;
using ChatSockets.Protocol;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// What one user says in one room without a pause: the lines that one read brought in are checked, stamped and handed to each reader together,
/// so that a busy speaker costs every reader one append and not one for each line. One a connection, for its thread alone.
/// </summary>
/// <remarks>
/// The connection flushes it when it has read all that came, and before any command that does something else, so that nobody sees the
/// user's doings in another order than the user did them.
/// </remarks>
internal sealed class Burst(Session session, Reply reply)
{
    private const int MaximumLines = 64;

    private readonly ServerContext _server = session.Server;
    private readonly List<Utterance> _utterances = [];
    private byte[] _lines = [];
    private int _length;
    // A bit for each line that is answered when it is refused; NOTICE is not.
    private ulong _answered;
    private long[]? _passes;
    private Room? _room;
    private byte[]? _name;
    private byte[]? _source;

    /// <summary>Takes a line for a room. <paramref name="isSilent"/>: nothing that goes wrong with it is answered.</summary>
    public void Add(Room room, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> text, MessageTags tags, bool isSilent)
    {
        if (_room is not null && (_room != room || _utterances.Count == MaximumLines)) Flush();
        if (_room is null) (_name, _source) = (room.Name, session.User.Source);
        _room = room;
        if (_lines.Length - _length < WireLimits.Line) Array.Resize(ref _lines, Math.Max(WireLimits.Line, _lines.Length * 2));
        bool isTagsOnly = verb.SequenceEqual(Verbs.Tagmsg);
        int length = Lines.Say(_lines.AsSpan(_length), session.User, verb, room.Name, text, isTagsOnly);
        _utterances.Add(new Utterance(_length, length, Utterance.Relayed(tags), isTagsOnly));
        _length += length;
        if (!isSilent) _answered |= 1UL << (_utterances.Count - 1);
    }

    /// <summary>Says it all.</summary>
    public void Flush()
    {
        if (_room is not { } room) return;
        _server.Lanes.Pace(ref _passes);
        session.User.LastSpoke = _server.Clock.GetUtcNow();
        lock (room.Gate)
        {
            if (room.Name != _name || session.User.Source != _source) Readdress(room);
            if (room.WhyNotSpeak(session.User) is { } why) RefuseAll(room, why);
            else if (room.Modes.LooksAtLines) SayEach(room);
            else Say(room);
        }
        _room = null;
        _utterances.Clear();
        _length = 0;
        _answered = 0;
        // An idle connection should not keep what a busy one needed.
        if (_lines.Length > 4 * WireLimits.Line) _lines = [];
    }

    private void Say(Room room)
    {
        var broadcast = new Broadcast(_server, session.User, _lines[.._length], CollectionsMarshal.AsSpan(_utterances));
        broadcast.To(room.Readers, except: session.Outbox);
        if (session.Has(Capability.EchoMessage))
        {
            reply.Buffer.Own(broadcast.For(session.Outbox.Variant));
            reply.Buffer.Flush();
        }
        broadcast.Remember(room.Recent, session.User.Id, session.User.LastSpoke);
    }

    // The room got another name after the first line was taken, or the user did, from another terminal; the others are to hear of the new one only.
    private void Readdress(Room room)
    {
        byte[] old = _lines;
        _lines = new byte[_utterances.Count * WireLimits.Line];
        _length = 0;
        for (int i = 0; i < _utterances.Count; i++)
        {
            Utterance utterance = _utterances[i];
            _ = MessageParser.TryParse(old.AsSpan(utterance.Start, utterance.Length).TrimEnd("\r\n"u8), out Message line);
            int length = Lines.Say(_lines.AsSpan(_length), session.User, line.Verb, room.Name, line[1], utterance.IsTagsOnly);
            _utterances[i] = utterance with { Start = _length, Length = length };
            _length += length;
        }
    }

    private void RefuseAll(Room room, string why)
    {
        for (int i = 0; i < _utterances.Count; i++) Refuse(room, i, why);
        reply.Buffer.Flush();
    }

    private void Refuse(Room room, int index, string why)
    {
        if ((_answered & (1UL << index)) != 0) reply.CannotSend(room.Name, why);
    }

    // Where a room looks at what is said, those lines go that it takes; the others' bytes are taken out from between them.
    private void SayEach(Room room)
    {
        var refused = new List<(int Index, string Why)>();
        int kept = 0;
        bool kicks = false;
        _length = 0;
        for (int i = 0; i < _utterances.Count && !kicks; i++)
        {
            Utterance utterance = _utterances[i];
            ReadOnlySpan<byte> line = _lines.AsSpan(utterance.Start, utterance.Length);
            // Tags alone are no line: a typing notification is sent every few seconds.
            string? why = utterance.IsTagsOnly ? null : room.WhyNotSay(session.User, TextOf(line), _server.Clock, out kicks);
            if (why is not null)
            {
                if (!kicks) refused.Add((i, why));
                continue;
            }
            line.CopyTo(_lines.AsSpan(_length));
            _utterances[kept++] = utterance with { Start = _length };
            _length += utterance.Length;
        }
        _utterances.RemoveRange(kept, _utterances.Count - kept);
        if (kept > 0) Say(room);
        foreach ((int index, string why) in refused) Refuse(room, index, why);
        if (kicks) room.KickForFlood(_server, session.User);
        reply.Buffer.Flush();
    }

    // Neither the source nor the room's name has a space in it.
    private static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> line)
    {
        int start = line.IndexOf(" :"u8);
        return start < 0 ? default : line[(start + 2)..].TrimEnd("\r\n"u8);
    }
}
