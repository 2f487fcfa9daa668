using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Accounts;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Commands;

/// <summary>What is said to somebody who has an account and is not here waits for the next log-in, as mail does.</summary>
internal static class OfflineMessages
{
    private static ReadOnlySpan<byte> Waiting => "is not here; your message waits for the next log-in"u8;

    /// <summary>
    /// Leaves a message for whoever has that account; false where nobody has, or it is none to be kept. What comes of it has been answered.
    /// </summary>
    public static bool TryLeave(CommandContext context, ReadOnlySpan<byte> name, in Speech speech)
    {
        if (speech.IsTagsOnly || !Nickname.IsValid(name)) return false;
        return TryLeave(context, name, addressee: null, speech);
    }

    /// <summary>
    /// The same for a user who is always on and not connected, under the present nickname: false for one without an account.
    /// </summary>
    public static bool TryLeave(CommandContext context, User user, in Speech speech) =>
        user.Account is { } account && TryLeave(context, account, user, speech);

    /// <summary>
    /// Leaves a message for a user who went while it came to the disk, before it is echoed. It is in the conversation already; where it
    /// cannot wait either, it is taken back, and the speaker is told.
    /// </summary>
    /// <param name="context">The speaker's.</param>
    /// <param name="account">The account that the user had when it was said, whose the conversation is; null for none.</param>
    /// <param name="user">To whom it was said.</param>
    /// <param name="speech">What.</param>
    /// <param name="said">The same, as it was to be told.</param>
    /// <param name="kept">The same, as it is kept.</param>
    public static void LeaveMissed(CommandContext context, byte[]? account, User user, in Speech speech,
        OutgoingMessages said, MessageWrite kept)
    {
        ServerContext server = context.Server;
        MailboxEntry? entry = account is null || speech.IsTagsOnly ? null : new MailboxEntry(account, SenderOf(context.User));
        try
        {
            MailboxRefusal refusal = server.Store.Change(connection =>
                Mailbox.PutOrTakeBack(connection, entry, kept.Conversation, kept.FirstId));
            if (refusal != MailboxRefusal.None)
            {
                if (!speech.IsSilent) Refuse(context, user.Nickname, refusal, Mailbox.Explain(refusal)!);
                return;
            }
        }
        catch (StoreException exception)
        {
            if (!speech.IsSilent) context.Reply.NotKept(user.Nickname, exception.Message);
            return;
        }
        if (!speech.IsSilent) context.Reply.Buffer.ExpectMore();
        var letter = new OfflineMessage(user.Nickname, said, kept, context.Reply.Buffer.EchoTag());
        lock (server.CommitPipeline.PrivateQueue(kept.Conversation).Gate) letter.Deliver(server);
        HasLeft(context, account!, user.Nickname, user, speech.IsSilent);
    }

    private static bool TryLeave(CommandContext context, ReadOnlySpan<byte> name, User? addressee, in Speech speech)
    {
        OutgoingMessages said = speech.To(context.Session, addressee?.Nickname ?? name.ToArray());
        if (speech.IsTagsOnly || !said.IsKept) return false;
        // Its answer comes behind what was said before.
        context.Burst.Flush();
        try
        {
            if (context.Server.Accounts.Find(name) is not { } account) return false;
            Leave(context, account, addressee, said, speech.IsSilent);
        }
        catch (StoreException exception)
        {
            if (!speech.IsSilent) context.Reply.NotKept(name, exception.Message);
        }
        return true;
    }

    // Whether it may wait is decided where it is written.
    private static void Leave(CommandContext context, Account account, User? addressee, OutgoingMessages said, bool isSilent)
    {
        ServerContext server = context.Server;
        byte[] name = account.Name, shown = addressee?.Nickname ?? name;
        context.User.LastSpoke = server.Clock.GetUtcNow();
        if (server.CommitPipeline.Prepare(CommitPipeline.NameOf(context.User.Account, context.User.Nickname), name,
            out long conversation) is { } unknown)
        {
            if (!isSilent) context.Reply.NotKept(shown, unknown);
            return;
        }
        SpeechQueue queue = server.CommitPipeline.PrivateQueue(conversation);
        if (!isSilent) context.Reply.Buffer.ExpectMore();
        MessageWrite submission = said.ToSubmission(conversation, new MailboxEntry(name, SenderOf(context.User)));
        var letter = new OfflineMessage(shown, said, submission, context.Reply.Buffer.EchoTag());
        lock (queue.Gate) server.CommitPipeline.Submit(queue, letter);
        if (server.CommitPipeline.Await(queue, letter) is { } failure)
        {
            if (!isSilent) Refuse(context, shown, submission.Refusal, failure);
            return;
        }
        HasLeft(context, name, shown, addressee, isSilent);
    }

    private static void HasLeft(CommandContext context, byte[] account, byte[] shown, User? addressee, bool isSilent)
    {
        context.Reply.Buffer.Echoed();
        if (!isSilent) context.Reply.Send(Numeric.RPL_AWAY, shown, addressee?.OwnAway is { } why ? why : Waiting);
        // The reader may have come in the meantime.
        if (context.Server.Users.FindByAccount(account, null) is { } reader) MailDelivery.To(reader);
    }

    private static void Refuse(CommandContext context, byte[] name, MailboxRefusal refusal, string why)
    {
        if (refusal == MailboxRefusal.NoAccount) context.Reply.NoSuchNick(name);
        else if (refusal == MailboxRefusal.AccountsOnly) context.Reply.HearsAccountsOnly(name);
        else context.Reply.NotKept(name, why);
    }

    // A guest can have any nickname, but not any address.
    private static byte[] SenderOf(User user)
    {
        if (user.Account is { } account) return account;
        string network = user.IPAddress is { } address ? AddressLimits.NetworkOf(address) : "";
        return [Mailbox.GuestSign, .. Encoding.ASCII.GetBytes(network)];
    }
}
