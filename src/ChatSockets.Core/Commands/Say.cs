using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Services;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Messages: Modern IRC, "PRIVMSG message" and "NOTICE message"; IRCv3 message-tags, "The TAGMSG tag-only message". They differ in their
/// content, and no error is ever returned to a NOTICE.
/// </summary>
internal static class Say
{
    public static readonly Command PrivmsgRow = new("PRIVMSG", HandlePrivmsg, "PRIVMSG <room or nickname>[,...] :<text>",
        "Says something in a room or to a user.")
    { IsSpeech = true, TakesTargets = true, IsShared = true };

    public static readonly Command NoticeRow = new("NOTICE", HandleNotice, "NOTICE <room or nickname>[,...] :<text>",
        "Says something that no program answers.")
    { IsSpeech = true, TakesTargets = true, IsShared = true };

    public static readonly Command TagmsgRow = new("TAGMSG", HandleTagmsg, "TAGMSG <room or nickname>[,...]",
        "Sends tags without a text.")
    { IsSpeech = true, TakesTargets = true, IsShared = true };

    private static readonly byte[] StatusSymbols = [.. MemberPrefix.All.Select(status => status.Symbol)];

    private static void HandlePrivmsg(CommandContext context, in Message message) =>
        Handle(context, message, Verbs.Privmsg, isSilent: false);

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
            if (++targets > IsupportTokens.MaximumTargets)
            {
                if (!isSilent) context.Reply.TooManyTargets(verb);
                return;
            }
            Deliver(context, target, new Speech(context.Session, verb, message));
        }
    }

    /// <summary>Says it to one target.</summary>
    public static void Deliver(CommandContext context, ReadOnlySpan<byte> target, in Speech speech)
    {
        ReadOnlySpan<byte> name = target.TrimStart(StatusSymbols);
        if (!RoomName.IsRoom(name)) ToUser(context, target, speech);
        else if (!context.Server.Rooms.TryFindVisible(name, context.User, out Room? room)) NoSuchRoom(context, name, speech.IsSilent);
        else context.Burst.Add(room, name.Length == target.Length ? null : LowestStatus(target[..^name.Length]), speech);
    }

    private static void NoSuchRoom(CommandContext context, ReadOnlySpan<byte> name, bool isSilent)
    {
        if (isSilent) return;
        // What was said before goes first, so that its echo does.
        context.Burst.Flush();
        context.Reply.NoSuchRoom(name);
    }

    // Of several prefixes the lowest counts: those above it are included anyway.
    private static MemberPrefix LowestStatus(ReadOnlySpan<byte> prefixes)
    {
        MemberPrefix lowest = MemberPrefix.OfSymbol(prefixes[0])!;
        foreach (byte sign in prefixes[1..])
        {
            MemberPrefix status = MemberPrefix.OfSymbol(sign)!;
            if (status.Mode < lowest.Mode) lowest = status;
        }
        return lowest;
    }

    private static void ToUser(CommandContext context, ReadOnlySpan<byte> target, in Speech speech)
    {
        if (ServiceTable.TryFind(target, out Service? service))
        {
            ToService(context, service, speech);
            return;
        }
        // Where several servers share a log, this runs outside it only for what nobody was found for: Sharing has looked.
        if (context.Server.ToPropose is not null)
        {
            NoSuchNick(context, target, speech.IsSilent);
            return;
        }
        if (!context.Server.Users.TryFind(target, out User? user))
        {
            if (!OfflineMessages.TryLeave(context, target, speech)) NoSuchNick(context, target, speech.IsSilent);
            return;
        }
        context.Burst.Flush();
        if (user.HearsAccountsOnly && context.User.Account is null && user != context.User)
        {
            if (!speech.IsSilent) context.Reply.HearsAccountsOnly(user.Nickname);
            return;
        }
        context.User.LastSpoke = context.Server.Clock.GetUtcNow();
        if (user.Sessions.Length == 0 && OfflineMessages.TryLeave(context, user, speech)) return;
        bool isAway = user.Away is not null && !speech.IsSilent && !speech.IsTagsOnly;
        if (isAway) context.Reply.Buffer.ExpectMore();
        OutgoingMessages said = speech.To(context.Session, user.Nickname);
        // Both are looked at once, because others may log them in and out. Between two without an account there is nobody who could read it
        // later.
        byte[]? own = context.User.Account, theirs = user.Account;
        if (said.IsKept && (own is not null || theirs is not null)) isAway &= TryKeep(context, own, user, theirs, speech, said);
        else isAway &= TryTell(context, user, speech, said);
        if (isAway) context.Reply.Away(user);
    }

    private static void NoSuchNick(CommandContext context, ReadOnlySpan<byte> target, bool isSilent)
    {
        if (isSilent) return;
        context.Burst.Flush();
        context.Reply.NoSuchNick(target);
    }

    // False where the reader has gone, and then that is answered.
    private static bool TryTell(CommandContext context, User user, in Speech speech, OutgoingMessages said)
    {
        using DirectSends.Scope sends = DirectSends.Begin();
        using var both = new PairLock(context.User, user);
        if (!user.IsRegistered)
        {
            if (!speech.IsSilent) context.Reply.NoSuchNick(user.Nickname);
            return false;
        }
        Broadcast broadcast = said.Now(user.Nickname).ToBroadcast();
        Announcements.TellBoth(ref broadcast, context.Session, user);
        Echo(context, ref broadcast);
        broadcast.Remember(context.User.SentPrivately, user.Id);
        context.Reply.Buffer.Flush();
        return true;
    }

    // False where the reader has not heard it, and then all is answered.
    private static bool TryKeep(CommandContext context, byte[]? own, User user, byte[]? theirs, in Speech speech, OutgoingMessages said)
    {
        CommitPipeline history = context.Server.CommitPipeline;
        string? failure = history.Prepare(CommitPipeline.NameOf(own, context.User.Nickname), CommitPipeline.NameOf(theirs, user.Nickname),
            out long conversation);
        PrivateSpeech? pending = null;
        if (failure is null)
        {
            SpeechQueue queue = history.PrivateQueue(conversation);
            pending = new PrivateSpeech(user, isText: !speech.IsTagsOnly, said, said.ToSubmission(conversation),
                context.Reply.Buffer.EchoTag());
            using (DirectSends.Begin())
            {
                lock (queue.Gate) history.Submit(queue, pending);
            }
            failure = history.Await(queue, pending);
        }
        if (failure is not null && !speech.IsSilent) context.Reply.NotKept(user.Nickname, failure);
        if (failure is not null) return false;
        if (pending!.IsMissed) OfflineMessages.LeaveMissed(context, theirs, user, speech, said, pending.MessageWrite);
        else context.Reply.Buffer.Echoed();
        return !pending.IsMissed;
    }

    // Perhaps a password: nobody but this one session sees it, and it is kept nowhere.
    private static void ToService(CommandContext context, Service service, in Speech speech)
    {
        context.Burst.Flush();
        Broadcast broadcast = speech.To(context.Session, service.Nickname).ToBroadcast();
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
