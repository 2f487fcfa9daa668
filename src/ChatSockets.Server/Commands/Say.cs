using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
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
        if (!IsTagmsg(verb) && message[1].IsEmpty)
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
            ReadOnlySpan<byte> name = target.TrimStart(StatusSigns);
            if (!RoomName.IsRoom(name)) ToUser(context, message, verb, target, isSilent);
            else if (!context.Server.Rooms.TryFindVisible(name, context.User, out Room? room)) NoSuchRoom(context, name, isSilent);
            else if (name.Length == target.Length) context.Burst.Add(room, verb, message[1], message.Tags, isSilent);
            else ToStatus(context, message, verb, room, LowestStatus(target[..^name.Length]), isSilent);
        }
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

    // ISUPPORT STATUSMSG: to those members who are at least that.
    private static void ToStatus(CommandContext context, in Message message, ReadOnlySpan<byte> verb, Room room, Status status, bool isSilent)
    {
        context.Burst.Flush();
        context.User.LastSpoke = context.Server.Clock.GetUtcNow();
        var speech = new Speech(context, verb, [status.Sign, .. room.Name], message);
        lock (room.Gate)
        {
            bool kicks = false;
            string? why = room.WhyNotSpeak(context.User);
            if (why is null && room.Modes.LooksAtLines && !IsTagmsg(verb)) why = room.WhyNotSay(context.User, message[1], context.Server.Clock, out kicks);
            if (kicks) room.KickForFlood(context.Server, context.User);
            if (why is not null)
            {
                if (!isSilent && !kicks) context.Reply.CannotSend(room.Name, why);
                return;
            }
            foreach (Membership member in room.Members)
            {
                if (member.IsAtLeast(status.Mode) && member.User != context.User) speech.Broadcast.To(member.User.Session.Outbox);
            }
            speech.Echo(context);
            context.Reply.Buffer.Flush();
        }
    }

    private static void ToUser(CommandContext context, in Message message, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> target, bool isSilent)
    {
        if (!context.Server.Users.TryFind(target, out User? user))
        {
            if (isSilent) return;
            context.Burst.Flush();
            context.Reply.NoSuchNick(target);
            return;
        }
        if (user.HearsAccountsOnly && context.User.Account is null && user != context.User)
        {
            if (isSilent) return;
            context.Burst.Flush();
            context.Reply.Send(Numeric.ERR_NEEDREGGEDNICK, user.Nickname, "Hears from users with an account only (+R): log in first"u8);
            return;
        }
        context.Burst.Flush();
        context.User.LastSpoke = context.Server.Clock.GetUtcNow();
        var speech = new Speech(context, verb, user.Nickname, message);
        speech.Broadcast.To(user.Session.Outbox);
        speech.Echo(context);
        if (!isSilent && !IsTagmsg(verb)) context.Reply.Away(user);
    }

    private static bool IsTagmsg(ReadOnlySpan<byte> verb) => verb.SequenceEqual(Verbs.Tagmsg);

    /// <summary>One message to something else than a whole room.</summary>
    private ref struct Speech
    {
        public Broadcast Broadcast;

        public Speech(CommandContext context, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> target, in Message message)
        {
            Span<byte> line = stackalloc byte[WireLimits.Line];
            int length = Lines.Say(line, context.User, verb, target, message[1], IsTagmsg(verb));
            Broadcast = new Broadcast(
                context.Server, context.User, line[..length].ToArray(), new Utterance[] { new(0, length, Utterance.Relayed(message.Tags), IsTagmsg(verb)) });
        }

        // IRCv3 echo-message.
        public void Echo(CommandContext context)
        {
            if (context.Session.Has(Capability.EchoMessage)) context.TellUser(ref Broadcast);
        }
    }
}
