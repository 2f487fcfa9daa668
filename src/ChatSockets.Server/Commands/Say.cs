using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Services;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>
/// What the server is for: Modern IRC, "PRIVMSG message" and "NOTICE message"; IRCv3 message-tags, "The TAGMSG tag-only message".
/// They differ in what they carry, and in that a NOTICE is never answered.
/// </summary>
internal static class Say
{
    public static readonly Command PrivmsgRow = new("PRIVMSG", HandlePrivmsg, "PRIVMSG <room or nickname>[,...] :<text>", "Says something in a room or to a user.") { IsSpeech = true, TakesTargets = true };

    public static readonly Command NoticeRow = new("NOTICE", HandleNotice, "NOTICE <room or nickname>[,...] :<text>", "Says something that no program answers.") { IsSpeech = true, TakesTargets = true };

    public static readonly Command TagmsgRow = new("TAGMSG", HandleTagmsg, "TAGMSG <room or nickname>[,...]", "Sends tags without a text.") { IsSpeech = true, TakesTargets = true };

    private static readonly byte[] StatusSigns = [.. Status.All.Select(status => status.Sign)];

    private static void HandlePrivmsg(CommandContext context, in Message message) => Handle(context, message, Verbs.Privmsg, isSilent: false);

    private static void HandleNotice(CommandContext context, in Message message) => Handle(context, message, Verbs.Notice, isSilent: true);

    private static void HandleTagmsg(CommandContext context, in Message message)
    {
        if (context.Session.Has(Capability.MessageTags)) Handle(context, message, Verbs.Tagmsg, isSilent: false);
        else context.Reply.UnknownCommand(Verbs.Tagmsg);
    }

    private static void Handle(CommandContext context, in Message message, ReadOnlySpan<byte> verb, bool isSilent)
    {
        if (message[0].IsEmpty)
        {
            if (!isSilent) context.Reply.Send(Numeric.ERR_NORECIPIENT, [.. "No recipient given ("u8, .. verb, (byte)')']);
            return;
        }
        if (!verb.SequenceEqual(Verbs.Tagmsg) && message[1].IsEmpty)
        {
            if (!isSilent) context.Reply.Send(Numeric.ERR_NOTEXTTOSEND, "No text to send"u8);
            return;
        }

        int targets = 0;
        foreach (ReadOnlySpan<byte> target in new TargetList(message[0]))
        {
            if (++targets > Isupported.MaximumTargets)
            {
                if (!isSilent) context.Reply.TooManyTargets(verb);
                return;
            }
            Deliver(context, target, new Speech(context, verb, message));
        }
    }

    /// <summary>Says it to one target.</summary>
    public static void Deliver(CommandContext context, ReadOnlySpan<byte> target, in Speech speech)
    {
        ReadOnlySpan<byte> name = target.TrimStart(StatusSigns);
        if (!RoomName.IsRoom(name)) ToUser(context, target, speech);
        else if (!context.Server.Rooms.TryFindVisible(name, context.User, out Room? room)) NoSuchRoom(context, name, speech.IsSilent);
        else if (name.Length != target.Length) ToMembers(context, room, LowestStatus(target[..^name.Length]), speech);
        else if (speech.Batch is not null || speech.Once is not null) ToMembers(context, room, status: null, speech);
        else context.Burst.Add(room, speech.Verb, speech.Text, speech.Tags, speech.IsSilent);
    }

    private static void NoSuchRoom(CommandContext context, ReadOnlySpan<byte> name, bool isSilent)
    {
        if (isSilent) return;
        // What was said before goes first, so that its echo does.
        context.Burst.Flush();
        context.Reply.NoSuchRoom(name);
    }

    // Of several signs the lowest counts: those above it are included anyway.
    private static Status LowestStatus(ReadOnlySpan<byte> signs)
    {
        Status lowest = Status.OfSign(signs[0])!;
        foreach (byte sign in signs[1..])
        {
            Status status = Status.OfSign(sign)!;
            if (status.Mode < lowest.Mode) lowest = status;
        }
        return lowest;
    }

    // A message of several lines, or one that may have come before, to all members; or (ISUPPORT STATUSMSG) to those who have at least a status, and that is not kept: whoever reads the
    // history later may have had none.
    private static void ToMembers(CommandContext context, Room room, Status? status, in Speech speech)
    {
        context.Burst.Flush();
        context.User.LastSpoke = context.Server.Clock.GetUtcNow();
        bool isKept = status is null;
        string? failure;
        PendingSpeech? pending = null;
        using (context.Server.History.Enter(room, ref isKept, out failure))
        {
            if (failure is null)
            {
                string? why = WhyNot(context, room, speech, out bool kicks);
                if (kicks) room.KickForFlood(context.Server, context.User);
                if (why is not null && !speech.IsSilent && !kicks) context.Reply.CannotSend(room.Name, why);
                if (why is not null) return;
                if (status is null) pending = Submit(context, room, speech.To(context.Session, room.Name), isKept);
                else ToStatus(context, room, status, speech);
            }
        }
        if (pending is not null) failure = context.Server.History.Await(room.Speech, pending);
        if (failure is null && pending is not null) context.Reply.Buffer.Echoed();
        else if (failure is not null && !speech.IsSilent) context.Reply.NotKept(room.Name, failure);
    }

    private static RoomSpeech Submit(CommandContext context, Room room, Said said, bool isKept)
    {
        var speech = new RoomSpeech(room, said, said.ToSubmission(room.Record.Conversation), context.Reply.Buffer.EchoTag());
        if (isKept) context.Server.History.Submit(room.Speech, speech);
        else speech.Deliver(context.Server);
        return speech;
    }

    // Where a room looks at what is said, it takes every line or none.
    private static string? WhyNot(CommandContext context, Room room, in Speech speech, out bool kicks)
    {
        kicks = false;
        if (room.WhyNotSpeak(context.User) is { } why) return why;
        if (!room.Modes.LooksAtLines || speech.IsTagsOnly) return null;
        if (speech.Batch is null) return room.WhyNotSay(context.User, speech.Text, context.Server.Clock, out kicks);
        foreach (byte[] text in speech.Batch.Texts)
        {
            if (text.Length > 0 && room.WhyNotSay(context.User, text, context.Server.Clock, out kicks) is { } refused) return refused;
        }
        return null;
    }

    private static void ToStatus(CommandContext context, Room room, Status status, in Speech speech)
    {
        Broadcast broadcast = speech.To(context.Session, [status.Sign, .. room.Name]).ToBroadcast(context.Server);
        foreach (Membership member in room.Members)
        {
            // The speaker's other sessions in any case.
            if (member.IsAtLeast(status.Mode) || member.User == context.User) member.User.Tell(ref broadcast, except: context.Session);
        }
        Echo(context, ref broadcast);
        context.Reply.Buffer.Flush();
        broadcast.Remember(room.Recent, context.User.Id);
    }

    private static void ToUser(CommandContext context, ReadOnlySpan<byte> target, in Speech speech)
    {
        if (ServiceTable.TryFind(target, out Service? service))
        {
            ToService(context, service, speech);
            return;
        }
        if (!context.Server.Users.TryFind(target, out User? user))
        {
            if (!Letters.TryLeave(context, target, speech)) NoSuchNick(context, target, speech.IsSilent);
            return;
        }
        if (user.HearsAccountsOnly && context.User.Account is null && user != context.User)
        {
            if (speech.IsSilent) return;
            context.Burst.Flush();
            context.Reply.Send(Numeric.ERR_NEEDREGGEDNICK, user.Nickname, "Hears from users with an account only (+R): log in first"u8);
            return;
        }
        context.Burst.Flush();
        context.User.LastSpoke = context.Server.Clock.GetUtcNow();
        if (user.Sessions.Length == 0 && Letters.TryLeave(context, user, speech)) return;
        bool isAway = user.Away is not null && !speech.IsSilent && !speech.IsTagsOnly;
        if (isAway) context.Reply.Buffer.ExpectMore();
        if (Tell(context, user, speech.To(context.Session, user.Nickname)) is { } failure && !speech.IsSilent) context.Reply.NotKept(user.Nickname, failure);
        else if (isAway) context.Reply.Away(user);
    }

    private static void NoSuchNick(CommandContext context, ReadOnlySpan<byte> target, bool isSilent)
    {
        if (isSilent) return;
        context.Burst.Flush();
        context.Reply.NoSuchNick(target);
    }

    // Between two without an account there is nobody who could read it later. Answers why it could not be kept; null when all is well.
    private static string? Tell(CommandContext context, User user, Said said)
    {
        if (!said.IsKept || (context.User.Account is null && user.Account is null))
        {
            using var both = new Conversation(context.User, user);
            Broadcast broadcast = said.Now(user.Nickname).ToBroadcast(context.Server);
            Conversation.Tell(ref broadcast, context.Session, user);
            Echo(context, ref broadcast);
            broadcast.Remember(context.User.SentPrivately, user.Id);
            context.Reply.Buffer.Flush();
            return null;
        }
        History history = context.Server.History;
        if (history.Prepare(context.User, user, out long conversation) is { } failure) return failure;
        SpeechQueue queue = history.PrivateQueue(conversation);
        var speech = new PrivateSpeech(user, said, said.ToSubmission(conversation), context.Reply.Buffer.EchoTag());
        lock (queue.Gate) history.Submit(queue, speech);
        if (history.Await(queue, speech) is { } why) return why;
        context.Reply.Buffer.Echoed();
        return null;
    }

    // Perhaps a password: nobody but this one session sees it, and it is kept nowhere.
    private static void ToService(CommandContext context, Service service, in Speech speech)
    {
        context.Burst.Flush();
        Broadcast broadcast = speech.To(context.Session, service.Nickname).ToBroadcast(context.Server);
        Echo(context, ref broadcast);
        if (speech.Batch is not null) new ServiceCall(context, service, []).Say("One line at a time, please.");
        else if (speech.Verb.SequenceEqual(Verbs.Privmsg)) service.Hear(context, speech.Text);
    }

    // IRCv3 echo-message.
    private static void Echo(CommandContext context, ref Broadcast broadcast)
    {
        if (context.Session.Has(Capability.EchoMessage)) context.TellUser(ref broadcast);
    }
}
