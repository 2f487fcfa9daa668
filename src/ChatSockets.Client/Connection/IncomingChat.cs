using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>Commands that a server relays from users: messages, joins, parts and changes.</summary>
internal sealed class IncomingChat(ClientSession session)
{
    private const string ActionStart = "ACTION ";
    private const string DccStart = "DCC ";

    private const int MostAnswers = 4;

    private static readonly TimeSpan AnswerSpan = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RefusalPause = TimeSpan.FromSeconds(10);

    private DateTimeOffset _refused = DateTimeOffset.MinValue;
    private DateTimeOffset _answering = DateTimeOffset.MinValue;
    private int _answers;

    public void Receive(in Message message, DateTimeOffset time, string? label, bool replayed, ICollection<SessionEvent> events)
    {
        string from = WireText.Decode(Source.Parse(message.Source).Name);
        bool self = session.IsMe(from);
        if (self && !replayed && message.Source.Contains((byte)'@')) session.Source = WireText.Decode(message.Source);
        string first = WireText.Decode(message[0]);

        if (message.Is(Verbs.Privmsg)) AddSpeech(message, SpeechKind.Message, from, self, replayed, time, events);
        else if (message.Is(Verbs.Notice)) AddSpeech(message, SpeechKind.Notice, from, self, replayed, time, events);
        else if (message.Is(Verbs.Join)) AddJoin(first, from, self, label, time, events);
        else if (message.Is(Verbs.Part)) AddPart(first, from, WireText.Decode(message[1]), self, time, events);
        else if (message.Is(Verbs.Quit)) AddQuit(from, first, self, time, events);
        else if (message.Is(Verbs.Nick)) AddRename(from, first, self, time, events);
        else if (message.Is(Verbs.Kick)) AddKick(message, from, time, events);
        else if (message.Is(Verbs.Topic)) events.Add(new TopicSeen(time, first, from, WireText.Decode(message.Last)));
        else if (message.Is(Verbs.Mode)) AddMode(message, from, time, events);
        else if (message.Is(Verbs.Invite)) events.Add(new Invited(time, WireText.Decode(message.Last), from));
        else if (message.Is(Verbs.Tagmsg)) TaggedMessages.Add(session, message, from, time, events);
        else if (message.Is(Verbs.Redact)) AddRedaction(message, from, time, events);
        else if (message.Is(Verbs.MarkRead)) AddReadMarker(message, time, events);
        else if (message.Is(Verbs.Away)) AddAway(from, message.Count > 0 ? WireText.Decode(message.Last) : null, time, events);
        else if (message.Is(Verbs.ChatHistory)) AddHistoryTarget(message, time, events);
        else if (message.Is(Verbs.Rename)) AddRoomRename(first, WireText.Decode(message[1]), time, events);
        else if (message.Is("REGISTER"u8) || message.Is("VERIFY"u8)) AccountRegistration.Add(message, time, events);
        else if (message.Is(Verbs.Fail)) AddFailure(message, label, time, events);
        else if (message.Is(Verbs.Warn) || message.Is(Verbs.Note)) events.Add(new Informed(time, "", WireText.Decode(message.Last)));
    }

    private void AddSpeech(in Message message, SpeechKind kind, string from, bool self, bool replayed, DateTimeOffset time,
        ICollection<SessionEvent> events)
    {
        // What is said to the members of one status only (@#room) is still the room's.
        (string status, string target) = session.SplitStatus(WireText.Decode(message[0]));
        string text = WireText.Decode(message[1]);
        if (text.StartsWith('\u0001'))
        {
            string inner = text.Trim('\u0001');
            if (!inner.StartsWith(ActionStart, StringComparison.Ordinal))
            {
                bool isDcc = inner.StartsWith(DccStart, StringComparison.OrdinalIgnoreCase) && !self && !replayed;
                if (isDcc) AddDcc(kind, inner[DccStart.Length..], from, target, time, events);
                else AddCtcp(kind, inner, from, target, self || replayed, time, events);
                return;
            }
            kind = SpeechKind.Action;
            text = inner[ActionStart.Length..];
        }
        bool toRoom = session.Isupport.IsRoom(target);
        if (!toRoom && kind == SpeechKind.Notice && (!session.IsRegistered || Source.Parse(message.Source).IsServer || from.Length == 0))
        {
            // The server itself: "*** Looking up your hostname..."
            events.Add(session.IsRegistered ? new Informed(time, "", text) : new Greeted(time, text));
            return;
        }
        if (self && !replayed && session.IsMe(target) && session.OwnCopies.IsShown(text, message.Tags.Get("msgid"u8))) return;
        string conversation = toRoom || self ? target : from;
        events.Add(new ChatMessage(time, kind, conversation, from, text, self, message.Tags.Get("msgid"u8))
        {
            Status = status,
            ReplyTo = TaggedMessages.ReplyTo(message.Tags),
            Source = WireText.Decode(message.Source),
        });
    }

    // Modern IRC, "CTCP": VERSION and PING, and TIME. The answer is a notice, which nobody answers.
    private void AddCtcp(SpeechKind kind, string inner, string from, string target, bool quietly, DateTimeOffset time,
        ICollection<SessionEvent> events)
    {
        events.Add(new Informed(time, "", kind == SpeechKind.Notice ? $"{from} answers CTCP {inner}" : $"{from} sent CTCP {inner}"));
        if (quietly || kind == SpeechKind.Notice || !session.AnswersCtcp || !session.IsMe(target)) return;
        string[] words = inner.Split(' ', 2);
        string? answer = words[0].ToUpperInvariant() switch
        {
            "VERSION" => $"VERSION chat-client {typeof(IncomingChat).Assembly.GetName().Version?.ToString(3)} (ChatSockets)",
            "PING" => inner,
            "TIME" => $"TIME {session.Now.UtcDateTime.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}",
            _ => null,
        };
        // Whoever asks without an end is not answered without an end.
        if (answer is null) return;
        if (session.Now - _answering >= AnswerSpan) (_answering, _answers) = (session.Now, 0);
        if (++_answers <= MostAnswers) session.Outgoing.Send(Verbs.Notice, from, $"\u0001{answer}\u0001");
    }

    // A file or a chat past the server: nobody here is ever connected to whom a message names. Whoever offers it is told now and then.
    private void AddDcc(SpeechKind kind, string offer, string from, string target, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string[] words = offer.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string what = words switch
        {
            ["SEND" or "send", var file, ..] => $"the file {file}",
            ["SEND" or "send"] => "the file",
            [var other, ..] => $"DCC {other}",
            [] => "DCC",
        };
        events.Add(new Informed(time, "", $"{from} offers {what}: refused, DCC is not supported"));
        if (kind == SpeechKind.Notice || !session.IsMe(target) || session.Now - _refused < RefusalPause) return;
        _refused = session.Now;
        session.Outgoing.Send(Verbs.Notice, from, "DCC is not supported here: your offer was refused");
    }

    private void AddJoin(string room, string nick, bool self, string? label, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string? key = self ? session.Rooms.Answered(room, label)?.Key : null;
        if (self) session.Rooms.Enter(room);
        session.Rooms.Find(room)?.Add(nick);
        events.Add(new Joined(time, room, nick, self) { Key = key });
    }

    private void AddPart(string room, string nick, string reason, bool self, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        if (self) session.Rooms.Leave(room);
        else session.Rooms.Find(room)?.Remove(nick);
        events.Add(new Parted(time, room, nick, reason, self));
    }

    private void AddQuit(string nick, string reason, bool self, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        // Our own QUIT is followed by the end of the connection, which says it all.
        if (self) return;
        List<string> rooms = session.Rooms.With(nick);
        foreach (string room in rooms) session.Rooms.Find(room)?.Remove(nick);
        events.Add(new LeftServer(time, nick, reason, rooms));
    }

    private void AddRename(string oldNick, string newNick, bool self, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        if (self)
        {
            session.Nick = newNick;
            if (session.Source is { } source) session.Source = newNick + source[oldNick.Length..];
        }
        foreach (string room in session.Rooms.With(oldNick)) session.Rooms.Find(room)?.Rename(oldNick, newNick);
        events.Add(new Renamed(time, oldNick, newNick, self));
    }

    private void AddKick(in Message message, string by, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string room = WireText.Decode(message[0]);
        string nick = WireText.Decode(message[1]);
        bool self = session.IsMe(nick);
        if (self) session.Rooms.Leave(room);
        else session.Rooms.Find(room)?.Remove(nick);
        events.Add(new Kicked(time, room, nick, by, WireText.Decode(message[2]), self));
    }

    private void AddMode(in Message message, string by, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string target = WireText.Decode(message[0]);
        var words = new List<string>();
        for (int i = 1; i < message.Count; i++) words.Add(WireText.Decode(message[i]));
        if (words.Count == 0) return;
        if (session.Rooms.Find(target) is { } roster)
        {
            foreach (ModeSetting setting in ModeLine.Parse(words[0], words[1..], session.Isupport))
            {
                if (setting.Parameter is { } nick) roster.SetStatus(nick, setting.Mode, setting.Given);
            }
        }
        events.Add(new ModeChanged(time, target, by, string.Join(' ', words)));
    }

    private void AddRedaction(in Message message, string by, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string target = WireText.Decode(message[0]);
        string conversation = session.Isupport.IsRoom(target) || session.IsMe(by) ? target : by;
        events.Add(new Redacted(time, conversation, by, WireText.Decode(message[1]), WireText.Decode(message[2])));
    }

    // IRCv3 read-marker: MARKREAD target timestamp=..., or an asterisk where nothing is known.
    private static void AddReadMarker(in Message message, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string stamp = WireText.Decode(message[1]);
        const string Prefix = "timestamp=";
        DateTimeOffset? upTo = stamp.StartsWith(Prefix, StringComparison.Ordinal) ? WireTime.Parse(stamp[Prefix.Length..]) : null;
        events.Add(new ReadMarked(time, WireText.Decode(message[0]), upTo));
    }

    private void AddAway(string nick, string? why, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        session.Rooms.SetAway(nick, why is not null);
        events.Add(new AwayChanged(time, nick, why));
    }

    private static void AddHistoryTarget(in Message message, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        if (!Ascii.EqualsIgnoreCase(message[0], "TARGETS"u8) || WireTime.Parse(WireText.Decode(message[2])) is not { } latest) return;
        events.Add(new HistoryTarget(time, WireText.Decode(message[1]), latest));
    }

    private void AddRoomRename(string before, string name, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        session.Rooms.Rename(before, name);
        events.Add(new RoomRenamed(time, before, name));
    }

    // IRCv3 standard replies: FAIL command code [context...] :description
    private void AddFailure(in Message message, string? label, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string text = $"{WireText.Decode(message.Last)} ({WireText.Decode(message[1])})";
        string subject = WireText.Decode(message.Count > 3 ? message[2] : message[0]);
        bool isJoin = Ascii.EqualsIgnoreCase(message[0], Verbs.Join);
        if (isJoin && session.Rooms.Answered(subject, label) is { } asked) events.Add(new JoinRefused(time, asked.Name, text));
        else events.Add(new Refused(time, 0, subject, text) { Command = WireText.Decode(message[0]) });
    }
}
