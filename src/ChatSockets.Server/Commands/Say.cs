using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Commands;

/// <summary>
/// What the server is for: Modern IRC, "PRIVMSG message" and "NOTICE message"; IRCv3 message-tags, "The TAGMSG tag-only message".
/// They differ in what they carry, and in that a NOTICE is never answered.
/// </summary>
internal static class Say
{
    public static readonly Command PrivmsgRow = new("PRIVMSG", HandlePrivmsg, "PRIVMSG <room or nickname>[,...] :<text>", "Says something in a room or to a user.");

    public static readonly Command NoticeRow = new("NOTICE", HandleNotice, "NOTICE <room or nickname>[,...] :<text>", "Says something that no program answers.");

    public static readonly Command TagmsgRow = new("TAGMSG", HandleTagmsg, "TAGMSG <room or nickname>[,...]", "Sends tags without a text.");

    private static void HandlePrivmsg(CommandContext context, in Message message) => Handle(context, message, Verbs.Privmsg, isSilent: false);

    private static void HandleNotice(CommandContext context, in Message message) => Handle(context, message, Verbs.Notice, isSilent: true);

    private static void HandleTagmsg(CommandContext context, in Message message)
    {
        if (context.Session.Has(Capability.MessageTags)) Handle(context, message, Verbs.Tagmsg, isSilent: false);
        else context.Reply.UnknownCommand(Verbs.Tagmsg);
    }

    private static void Handle(CommandContext context, in Message message, ReadOnlySpan<byte> verb, bool isSilent)
    {
        bool isTagmsg = verb.SequenceEqual(Verbs.Tagmsg);
        if (message[0].IsEmpty)
        {
            if (!isSilent) context.Reply.Send(Numeric.ERR_NORECIPIENT, [.. "No recipient given ("u8, .. verb, (byte)')']);
            return;
        }
        if (!isTagmsg && message[1].IsEmpty)
        {
            if (!isSilent) context.Reply.Send(Numeric.ERR_NOTEXTTOSEND, "No text to send"u8);
            return;
        }

        context.User.LastSpoke = context.Server.Clock.GetUtcNow();
        int targets = 0;
        foreach (ReadOnlySpan<byte> target in new TargetList(message[0]))
        {
            if (++targets > Isupported.MaximumTargets)
            {
                if (!isSilent) context.Reply.TooManyTargets(verb);
                return;
            }
            ReadOnlySpan<byte> name = target.TrimStart("@+"u8);
            if (RoomName.IsRoom(name)) ToRoom(context, message, verb, target, name, isSilent);
            else ToUser(context, message, verb, target, isSilent);
        }
    }

    private static void ToRoom(
        CommandContext context, in Message message, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> target, ReadOnlySpan<byte> name, bool isSilent)
    {
        if (!context.Server.Rooms.TryFind(name, out Room? room))
        {
            if (!isSilent) context.Reply.NoSuchRoom(name);
            return;
        }
        ReadOnlySpan<byte> signs = target[..^name.Length];
        byte[] line = Line(context.User, verb, signs.IsEmpty ? room.Name : [.. signs[..1], .. room.Name], message[1]);
        var broadcast = new Broadcast(context.Server, line, message.Tags, tagsOnly: verb.SequenceEqual(Verbs.Tagmsg));
        bool echo = context.Session.Has(Capability.EchoMessage);
        Outbox own = context.Session.Outbox;
        lock (room.Gate)
        {
            if (!room.MaySpeak(context.User))
            {
                if (!isSilent) context.Reply.CannotSend(room.Name, WhyNot(room, context.User));
                return;
            }
            if (!signs.IsEmpty) ToStatus(ref broadcast, room, signs[0] == (byte)'@' ? MemberModes.Operator : MemberModes.Voice, own);
            else broadcast.To(room.Readers, except: own);
            if (echo) broadcast.To(own);
        }
    }

    // ISUPPORT STATUSMSG: to those who are at least that.
    private static void ToStatus(ref Broadcast broadcast, Room room, MemberModes status, Outbox except)
    {
        foreach (Membership member in room.Members)
        {
            if (member.IsAtLeast(status) && member.User.Session.Outbox != except) broadcast.To(member.User.Session.Outbox);
        }
    }

    private static void ToUser(CommandContext context, in Message message, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> target, bool isSilent)
    {
        if (!context.Server.Users.TryFind(target, out User? user))
        {
            if (!isSilent) context.Reply.NoSuchNick(target);
            return;
        }
        bool isTagmsg = verb.SequenceEqual(Verbs.Tagmsg);
        var broadcast = new Broadcast(context.Server, Line(context.User, verb, user.Nickname, message[1]), message.Tags, isTagmsg);
        broadcast.To(user.Session.Outbox);
        if (context.Session.Has(Capability.EchoMessage)) broadcast.To(context.Session.Outbox);
        if (!isSilent && !isTagmsg) context.Reply.Away(user);
    }

    private static byte[] Line(User from, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> target, ReadOnlySpan<byte> text) =>
        verb.SequenceEqual(Verbs.Tagmsg) ? Lines.Tagmsg(from, target) : Lines.Say(from, verb, target, text);

    private static ReadOnlySpan<byte> WhyNot(Room room, User user)
    {
        if (room.Find(user) is null && room.Modes.HearsMembersOnly) return "Cannot send to channel: join it first (+n)"u8;
        return room.Modes.IsModerated ? "Cannot send to channel: it is moderated, ask for a voice (+m)"u8 : "Cannot send to channel: you are banned (+b)"u8;
    }
}
