using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Limits;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>Stores messages to accounts that are not connected until their next login.</summary>
internal static class OfflineMessages
{
    private static ReadOnlySpan<byte> Waiting => "is not here; your message waits for the next log-in"u8;

    /// <summary>
    /// Leaves a message for that account. Returns false if there is no such account or the message is never stored. The result has been
    /// sent to the client.
    /// </summary>
    public static bool TryLeave(CommandContext context, ReadOnlySpan<byte> name, in Speech speech)
    {
        if (speech.IsTagsOnly || !Nickname.IsValid(name)) return false;
        return TryLeave(context, name, addressee: null, speech);
    }

    /// <summary>
    /// Leaves a message for an always-on user who is not connected, under the present nickname. Returns false for a user without an
    /// account.
    /// </summary>
    public static bool TryLeave(CommandContext context, User user, in Speech speech) =>
        user.Account is { } account && TryLeave(context, account, user, speech);

    /// <summary>
    /// Leaves a message for a user who disconnected while it was being committed, before it is echoed. It is already in the conversation;
    /// if it cannot be left either, it is removed and the sender is told.
    /// </summary>
    /// <param name="context">The sender's context.</param>
    /// <param name="account">The recipient's account at the time, which owns the conversation; null for none.</param>
    /// <param name="user">The recipient.</param>
    /// <param name="speech">The message as it was sent.</param>
    /// <param name="said">The message as it was to be delivered.</param>
    /// <param name="kept">The message as it is stored.</param>
    public static void LeaveMissed(CommandContext context, byte[]? account, User user, in Speech speech,
        OutgoingMessages said, MessageWrite kept)
    {
        ChatContext server = context.Server;
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
        lock (server.CommitPipeline.PrivateQueue(kept.Conversation).Gate) letter.Deliver();
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
        ChatContext server = context.Server;
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
        if (context.Server.Users.FindByAccount(account, null) is { } reader) MailDelivery.To(context.Server, reader);
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
        string network = user.IPAddress is { } address ? AddressKey.NetworkOf(address) : "";
        return [Mailbox.GuestSign, .. Encoding.ASCII.GetBytes(network)];
    }
}
