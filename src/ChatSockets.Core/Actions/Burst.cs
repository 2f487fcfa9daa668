using System.Diagnostics;
using System.Runtime.InteropServices;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>
/// The only way for messages into a room: the consecutive messages of one user. The lines of one read are checked, stamped and appended to
/// each reader together, so that a busy sender costs every reader one append, not one per line. One per connection, used only by its
/// thread.
/// </summary>
/// <remarks>
/// The connection flushes it after each read and before any other command, so that everybody sees the user's actions in their order. Each
/// line is checked under the room's lock, under which it then takes its place in the room's order.
/// </remarks>
internal sealed class Burst(ChatContext server, Session session, Reply reply)
{
    private const int MaximumLines = 64;

    // What the room has not taken or refused yet. Where there is a message that is taken as a whole, one entry stands for it.
    private readonly List<OutgoingMessage> _utterances = [];
    private readonly List<string> _refused = [];

    // Lines for a shared log, as they came.
    private List<byte[]>? _shared;
    private byte[] _lines = [];
    private int _length;
    private long[]? _passes;
    private Room? _room;
    private byte[] _source = [];
    private byte[] _name = [];
    private OutgoingMessages? _whole;
    private MemberPrefix? _status;

    // Of the entries those before the first number are on their way, and those before the second are done with.
    private int _taken;
    private int _next;

    /// <summary>
    /// Adds a message to a room. Multiline messages, possible repetitions, and messages to one status only (ISUPPORT STATUSMSG) are sent
    /// immediately. The latter are not stored, because a later reader of the history may not have had the status.
    /// </summary>
    public void Add(Room room, MemberPrefix? status, in Speech speech)
    {
        if (status is null && speech.Batch is null && speech.Deduplication is null)
        {
            Add(room, speech);
            return;
        }
        Flush();
        (_room, _status) = (room, status);
        _whole = speech.To(session, RoomSpeech.TargetOf(room, status));
        _utterances.Add(new OutgoingMessage(0, 0, [], speech.IsTagsOnly)
        {
            IsAnswered = !speech.IsSilent,
            IsKept = status is null
            && _whole.IsKept
        });
        Flush();
    }

    private void Add(Room room, in Speech speech)
    {
        if (_room is not null && (_room != room || _utterances.Count == MaximumLines)) Flush();
        // All of it under the same names: who tells it looks at the first line only.
        if (_room is null) (_source, _name) = (session.User.Source, room.Name);
        _room = room;
        if (_lines.Length - _length < WireLimits.Line) Array.Resize(ref _lines, Math.Max(WireLimits.Line, _lines.Length * 2));
        int length = Lines.Say(_lines.AsSpan(_length), _source, speech.Verb, _name, speech.Text, speech.IsTagsOnly);
        _utterances.Add(OutgoingMessage.Of(_length, length, speech.Text, speech.Tags,
            speech.IsTagsOnly) with
        { IsAnswered = !speech.IsSilent });
        _length += length;
    }

    /// <summary>Whether so many lines are waiting for the log that they should go there.</summary>
    public bool IsLong => _shared?.Count >= MaximumLines;

    /// <summary>Adds a line that all servers carry out, where several share a log.</summary>
    public void Share(ReadOnlySpan<byte> line) => (_shared ??= []).Add(line.ToArray());

    /// <summary>Says it all, and waits until it is on the disk and everybody has been told.</summary>
    public void Flush()
    {
        if (_shared is not null && server.ToPropose is { } proposals) Propose(proposals, _shared);
        if (_room is not { } room) return;
        long began = Stopwatch.GetTimestamp();
        if (!AppliedMoment.IsThere) server.Pace(ref _passes);
        session.User.LastSpoke = server.Clock.GetUtcNow();
        while (TrySay(room) && _utterances.Count > 0)
        {
        }
        // Behind the echo of what was taken.
        foreach (string why in _refused) reply.CannotSend(room.Name, why);
        reply.Buffer.Flush();
        _refused.Clear();
        (_room, _status, _whole) = (null, null, null);
        _utterances.Clear();
        _length = 0;
        server.Delivered(began);
        // An idle connection should not keep what a busy one needed.
        if (_lines.Length > 4 * WireLimits.Line) _lines = [];
    }

    private void Propose(Proposals proposals, List<byte[]> lines)
    {
        server.Pace(ref _passes);
        _shared = null;
        try
        {
            proposals.Propose(new Said(session.Number, lines), () => reply.NotSharedYet(lines[0]));
        }
        catch (StoreException exception)
        {
            foreach (byte[] line in lines) Refuse(line, exception.Message);
        }
    }

    // A message of several lines is refused with its first.
    private void Refuse(byte[] line, string why)
    {
        if (!MessageParser.TryParse(line, out Message message) || message.Tags.TryGet("batch"u8, out _)) return;
        bool isBatch = CaseMapping.Ascii.Equals(message.Verb, "BATCH"u8);
        if (isBatch && message[0].StartsWith("-"u8)) return;
        // Nobody waits for a notice of typing.
        if (CaseMapping.Ascii.Equals(message.Verb, "TAGMSG"u8)) return;
        if (LabeledReply.IsAskedFor(session, message.Tags, out ReadOnlySpan<byte> label)) reply.Buffer.Label(label);
        reply.NotShared(isBatch ? Verbs.Privmsg : message.Verb, isBatch ? message[2] : message[0], why);
        reply.Buffer.End();
    }

    // Says what the room takes now, which is all of it but for a line for which it kicks: what was taken before that is seen first, and
    // then the room looks at the rest anew, so that it decides and acts under the same lock. False where it could not be kept.
    private bool TrySay(Room room)
    {
        bool isKept = _utterances.Exists(static utterance => utterance.IsKept);
        string? failure;
        RoomSpeech? speech = null;
        (_taken, _next) = (0, 0);
        using (DirectSends.Begin())
        using (server.CommitPipeline.Enter(room, ref isKept, out failure))
        {
            if (room.CheckSpeaker(session.User) is { } why) RefuseAll(why);
            else if (failure is null) speech = Say(room, isKept);
        }
        if (speech is not null) failure = server.CommitPipeline.Await(room.Speech, speech);
        if (failure is not null) FailAll(room, failure);
        else if (speech is not null) reply.Buffer.Echoed();
        _utterances.RemoveRange(0, _next);
        return failure is null;
    }

    // What is kept takes its place in the room's order now; what is not is told at once.
    private RoomSpeech? Say(Room room, bool isKept)
    {
        if (room.Modes.LooksAtLines || _utterances[0].Start > 0) TakeEach(room);
        else _taken = _next = _utterances.Count;
        if (_taken == 0) return null;
        OutgoingMessages said = _whole
            ?? new OutgoingMessages(session, _lines[.._length], CollectionsMarshal.AsSpan(_utterances)[.._taken].ToArray());
        var speech = new RoomSpeech(room, _status, said, said.ToSubmission(room.Record.Conversation), reply.Buffer.EchoTag());
        if (isKept) server.CommitPipeline.Submit(room.Speech, speech);
        else speech.Deliver();
        return speech;
    }

    // Where a room looks at what is said, those go that it takes; the others' bytes are taken out from between them.
    private void TakeEach(Room room)
    {
        _length = 0;
        for (; _next < _utterances.Count; _next++)
        {
            OutgoingMessage utterance = _utterances[_next];
            string? why = Check(room, utterance, out bool kicks);
            if (kicks)
            {
                if (_taken > 0) return;
                FloodKick.Of(server, server.Events, room, session.User);
                // Nothing more is heard of what was behind it.
                _next = _utterances.Count;
                return;
            }
            if (why is null) Take(utterance);
            else if (utterance.IsAnswered) _refused.Add(why);
        }
    }

    private void Take(in OutgoingMessage utterance)
    {
        _lines.AsSpan(utterance.Start, utterance.Length).CopyTo(_lines.AsSpan(_length));
        _utterances[_taken++] = utterance with { Start = _length };
        _length += utterance.Length;
    }

    // Of a message of several lines the room takes every line or none. Tags alone are no line: a typing notification is sent every few
    // seconds.
    private string? Check(Room room, in OutgoingMessage utterance, out bool kicks)
    {
        kicks = false;
        if (utterance.IsTagsOnly) return null;
        if (_whole is null)
            return room.CheckMessage(session.User, TextOf(_lines.AsSpan(utterance.Start, utterance.Length)), server.Clock, out kicks);
        foreach (ReadOnlyMemory<byte> text in _whole.Texts)
        {
            if (!text.IsEmpty && room.CheckMessage(session.User, text.Span, server.Clock, out kicks) is { } why) return why;
        }
        return null;
    }

    // All that is on its way, and all that was to follow.
    private void FailAll(Room room, string why)
    {
        for (int i = 0; i < _utterances.Count; i++)
        {
            if ((i < _taken || i >= _next) && _utterances[i].IsAnswered) reply.NotKept(room.Name, why);
        }
        reply.Buffer.Flush();
    }

    private void RefuseAll(string why)
    {
        foreach (OutgoingMessage utterance in _utterances)
        {
            if (utterance.IsAnswered) _refused.Add(why);
        }
        _next = _utterances.Count;
    }

    // Neither the source nor the room's name has a space in it.
    private static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> line)
    {
        int start = line.IndexOf(" :"u8);
        return start < 0 ? default : line[(start + 2)..].TrimEnd("\r\n"u8);
    }
}
