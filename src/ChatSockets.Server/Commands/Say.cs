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
            Deliver(context, target, new Speech(verb, message));
        }
    }

    /// <summary>Says it to one target.</summary>
    public static void Deliver(CommandContext context, ReadOnlySpan<byte> target, in Speech speech)
    {
        ReadOnlySpan<byte> name = target.TrimStart("@+"u8);
        if (!RoomName.IsRoom(name)) ToUser(context, target, speech);
        else if (!context.Server.Rooms.TryFind(name, out Room? room)) NoSuchRoom(context, name, speech.IsSilent);
        else if (name.Length != target.Length) ToMembers(context, room, target[0], speech);
        else if (speech.Batch is not null) ToMembers(context, room, sign: 0, speech);
        else context.Burst.Add(room, speech.Verb, speech.Text, speech.Tags, speech.IsSilent);
    }

    private static void NoSuchRoom(CommandContext context, ReadOnlySpan<byte> name, bool isSilent)
    {
        if (isSilent) return;
        // What was said before goes first, so that its echo does.
        context.Burst.Flush();
        context.Reply.NoSuchRoom(name);
    }

    // To all members, or (ISUPPORT STATUSMSG) to those who are at least what the sign says.
    private static void ToMembers(CommandContext context, Room room, byte sign, in Speech speech)
    {
        context.Burst.Flush();
        context.User.LastSpoke = context.Server.Clock.GetUtcNow();
        lock (room.Gate)
        {
            if (room.WhyNotSpeak(context.User) is { } why)
            {
                if (!speech.IsSilent) context.Reply.CannotSend(room.Name, why);
                return;
            }
            Broadcast broadcast = speech.ToBroadcast(context.Server, context.User, sign == 0 ? room.Name : [sign, .. room.Name]);
            if (sign == 0) broadcast.To(room.Readers, except: context.Session.Outbox);
            else ToStatus(context, room, Membership.Statuses.First(known => known.Sign == sign).Mode, ref broadcast);
            Echo(context, ref broadcast);
            context.Reply.Buffer.Flush();
            broadcast.Remember(room.Recent, context.User.Id, context.User.LastSpoke);
        }
    }

    private static void ToStatus(CommandContext context, Room room, MemberModes status, ref Broadcast broadcast)
    {
        foreach (Membership member in room.Members)
        {
            if (member.IsAtLeast(status) && member.User != context.User) broadcast.To(member.User.Session.Outbox);
        }
    }

    private static void ToUser(CommandContext context, ReadOnlySpan<byte> target, in Speech speech)
    {
        if (!context.Server.Users.TryFind(target, out User? user))
        {
            if (speech.IsSilent) return;
            context.Burst.Flush();
            context.Reply.NoSuchNick(target);
            return;
        }
        context.Burst.Flush();
        context.User.LastSpoke = context.Server.Clock.GetUtcNow();
        Broadcast broadcast = speech.ToBroadcast(context.Server, context.User, user.Nickname);
        broadcast.To(user.Session.Outbox);
        Echo(context, ref broadcast);
        broadcast.Remember(context.SentPrivately, user.Id, context.User.LastSpoke);
        if (!speech.IsSilent && !speech.IsTagsOnly) context.Reply.Away(user);
    }

    // IRCv3 echo-message.
    private static void Echo(CommandContext context, ref Broadcast broadcast)
    {
        if (context.Session.Has(Capability.EchoMessage)) context.TellUser(ref broadcast);
    }
}
