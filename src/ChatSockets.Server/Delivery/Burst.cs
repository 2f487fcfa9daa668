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
    private readonly List<string> _refused = [];
    private byte[] _lines = [];
    private int _length;
    private long[]? _passes;
    private Room? _room;
    private byte[] _source = [];
    private byte[] _name = [];

    /// <summary>Takes a line for a room. <paramref name="isSilent"/>: nothing that goes wrong with it is answered.</summary>
    public void Add(Room room, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> text, MessageTags tags, bool isSilent)
    {
        if (_room is not null && (_room != room || _utterances.Count == MaximumLines)) Flush();
        // All of it under the same names: who tells it looks at the first line only.
        if (_room is null) (_source, _name) = (session.User.Source, room.Name);
        _room = room;
        if (_lines.Length - _length < WireLimits.Line) Array.Resize(ref _lines, Math.Max(WireLimits.Line, _lines.Length * 2));
        bool isTagsOnly = verb.SequenceEqual(Verbs.Tagmsg);
        int length = Lines.Say(_lines.AsSpan(_length), _source, verb, _name, text, isTagsOnly);
        _utterances.Add(Utterance.Of(_length, length, text, tags, isTagsOnly) with { IsAnswered = !isSilent });
        _length += length;
    }

    /// <summary>Says it all, and waits until it is on the disk and everybody has been told.</summary>
    public void Flush()
    {
        if (_room is not { } room) return;
        _server.Lanes.Pace(ref _passes);
        session.User.LastSpoke = _server.Clock.GetUtcNow();
        bool isKept = _utterances.Exists(static utterance => utterance.IsKept);
        string? failure;
        PendingSpeech? speech = null;
        bool kicks = false;
        using (_server.History.Enter(room, ref isKept, out failure))
        {
            if (room.WhyNotSpeak(session.User) is { } why) RefuseAll(why);
            else if (failure is null && room.Modes.LooksAtLines) speech = SayEach(room, isKept, out kicks);
            else if (failure is null) speech = Say(room, isKept);
        }
        if (speech is not null) failure = _server.History.Await(room.Speech, speech);
        if (failure is not null) FailAll(failure);
        else if (speech is not null) reply.Buffer.Echoed();
        // Behind the echo of what was taken.
        foreach (string why in _refused) reply.CannotSend(room.Name, why);
        if (kicks) Kick(room);
        reply.Buffer.Flush();
        _refused.Clear();
        _room = null;
        _utterances.Clear();
        _length = 0;
        // An idle connection should not keep what a busy one needed.
        if (_lines.Length > 4 * WireLimits.Line) _lines = [];
    }

    // What is kept takes its place in the room's order now; what is not is told at once.
    private RoomSpeech Say(Room room, bool isKept)
    {
        var said = new Said(session, _lines[.._length], [.. _utterances]);
        var speech = new RoomSpeech(room, said, said.ToSubmission(room.Record.Conversation), reply.Buffer.EchoTag());
        if (isKept) _server.History.Submit(room.Speech, speech);
        else speech.Deliver(_server);
        return speech;
    }

    private void FailAll(string why)
    {
        foreach (Utterance utterance in _utterances)
        {
            if (utterance.IsAnswered) reply.NotKept(_room!.Name, why);
        }
        reply.Buffer.Flush();
    }

    private void RefuseAll(string why)
    {
        foreach (Utterance utterance in _utterances)
        {
            if (utterance.IsAnswered) _refused.Add(why);
        }
    }

    // Where a room looks at what is said, those lines go that it takes; the others' bytes are taken out from between them.
    private RoomSpeech? SayEach(Room room, bool isKept, out bool kicks)
    {
        int kept = 0;
        kicks = false;
        _length = 0;
        for (int i = 0; i < _utterances.Count && !kicks; i++)
        {
            Utterance utterance = _utterances[i];
            ReadOnlySpan<byte> line = _lines.AsSpan(utterance.Start, utterance.Length);
            // Tags alone are no line: a typing notification is sent every few seconds.
            string? why = utterance.IsTagsOnly ? null : room.WhyNotSay(session.User, TextOf(line), _server.Clock, out kicks);
            if (why is not null)
            {
                if (!kicks && utterance.IsAnswered) _refused.Add(why);
                continue;
            }
            line.CopyTo(_lines.AsSpan(_length));
            _utterances[kept++] = utterance with { Start = _length };
            _length += utterance.Length;
        }
        _utterances.RemoveRange(kept, _utterances.Count - kept);
        return kept > 0 ? Say(room, isKept) : null;
    }

    private void Kick(Room room)
    {
        lock (room.Gate) room.KickForFlood(_server, session.User);
    }

    // Neither the source nor the room's name has a space in it.
    private static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> line)
    {
        int start = line.IndexOf(" :"u8);
        return start < 0 ? default : line[(start + 2)..].TrimEnd("\r\n"u8);
    }
}
