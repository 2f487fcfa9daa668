using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>The commands that a server relays from people: who said, joined, left and changed what.</summary>
internal sealed class IncomingChat(ClientSession session)
{
    private const string ActionStart = "ACTION ";
    private const string DccStart = "DCC ";

    private static readonly TimeSpan RefusalPause = TimeSpan.FromSeconds(10);

    private DateTimeOffset _refused = DateTimeOffset.MinValue;

    public void Receive(in Message message, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string from = WireText.Decode(Source.Parse(message.Source).Name);
        bool self = session.IsMe(from);
        if (self && message.Source.Contains((byte)'@')) session.Source = WireText.Decode(message.Source);
        string first = WireText.Decode(message[0]);

        if (message.Is(Verbs.Privmsg)) AddSpeech(message, SpeechKind.Message, from, self, time, events);
        else if (message.Is(Verbs.Notice)) AddSpeech(message, SpeechKind.Notice, from, self, time, events);
        else if (message.Is(Verbs.Join)) AddJoin(first, from, self, time, events);
        else if (message.Is(Verbs.Part)) AddPart(first, from, WireText.Decode(message[1]), self, time, events);
        else if (message.Is(Verbs.Quit)) AddQuit(from, first, self, time, events);
        else if (message.Is(Verbs.Nick)) AddRename(from, first, self, time, events);
        else if (message.Is(Verbs.Kick)) AddKick(message, from, time, events);
        else if (message.Is(Verbs.Topic)) events.Add(new TopicSeen(time, first, from, WireText.Decode(message.Last)));
        else if (message.Is(Verbs.Mode)) AddMode(message, from, time, events);
        else if (message.Is(Verbs.Invite)) events.Add(new Invited(time, WireText.Decode(message.Last), from));
        else if (message.Is(Verbs.Fail)) AddStandardReply(message, time, events, failed: true);
        else if (message.Is(Verbs.Warn) || message.Is(Verbs.Note)) AddStandardReply(message, time, events, failed: false);
    }

    private void AddSpeech(in Message message, SpeechKind kind, string from, bool self, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string target = WireText.Decode(message[0]);
        string text = WireText.Decode(message[1]);
        // A notice to the members of one status only (@#room) is still the room's.
        if (target.Length > 1 && session.Isupport.PrefixSigns.Contains(target[0], StringComparison.Ordinal) && session.Isupport.IsRoom(target[1..]))
        {
            target = target[1..];
        }
        if (text.StartsWith('\u0001'))
        {
            string inner = text.Trim('\u0001');
            if (!inner.StartsWith(ActionStart, StringComparison.Ordinal))
            {
                if (inner.StartsWith(DccStart, StringComparison.OrdinalIgnoreCase) && !self) AddDcc(kind, inner[DccStart.Length..], from, target, time, events);
                else events.Add(new Informed(time, "", $"{from} sent CTCP {inner}"));
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
        if (self && session.IsMe(target) && session.OwnCopies.IsShown(text, message.Tags.Get("msgid"u8))) return;
        string conversation = toRoom || self ? target : from;
        events.Add(new Said(time, kind, conversation, from, text, self, message.Tags.Get("msgid"u8)));
    }

    // A file or a chat past the server: nobody here is ever connected to whom a message names. Whoever offers it is told now and then.
    private void AddDcc(SpeechKind kind, string offer, string from, string target, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string[] words = offer.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string what = words is ["SEND" or "send", ..] ? $"the file {(words.Length > 1 ? words[1] : "")}".TrimEnd() : $"DCC {(words.Length > 0 ? words[0] : "")}".TrimEnd();
        events.Add(new Informed(time, "", $"{from} offers {what}: refused, DCC is not supported"));
        if (kind == SpeechKind.Notice || !session.IsMe(target) || session.Now - _refused < RefusalPause) return;
        _refused = session.Now;
        session.Outgoing.Send(Verbs.Notice, from, "DCC is not supported here: your offer was refused");
    }

    private void AddJoin(string room, string nick, bool self, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        if (self) session.Rooms.Enter(room);
        session.Rooms.Find(room)?.Add(nick);
        events.Add(new Joined(time, room, nick, self));
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

    // IRCv3 standard replies: FAIL command code [context...] :description
    private static void AddStandardReply(in Message message, DateTimeOffset time, ICollection<SessionEvent> events, bool failed)
    {
        string text = WireText.Decode(message.Last);
        if (!failed)
        {
            events.Add(new Informed(time, "", text));
            return;
        }
        string subject = WireText.Decode(message.Count > 3 ? message[2] : message[0]);
        events.Add(new Refused(time, 0, subject, new StringBuilder(text).Append(" (").Append(WireText.Decode(message[1])).Append(')').ToString()));
    }
}
