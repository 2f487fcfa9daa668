using ChatSockets.Protocol;
using ChatSockets.Server.Accounts;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Commands;

/// <summary>What is said to somebody who has an account and is not here waits for the next log-in, as mail does.</summary>
internal static class Letters
{
    private static ReadOnlySpan<byte> Waiting => "is not here; your message waits for the next log-in"u8;

    /// <summary>Leaves a message for whoever has that account; false where nobody has, or it is none to be kept. What comes of it has been answered.</summary>
    public static bool TryLeave(CommandContext context, ReadOnlySpan<byte> name, in Speech speech)
    {
        if (speech.IsTagsOnly || !Nickname.IsValid(name)) return false;
        return TryLeave(context, name, addressee: null, speech);
    }

    /// <summary>The same for a user who is always on and not connected, under the present nickname: false for one without an account.</summary>
    public static bool TryLeave(CommandContext context, User user, in Speech speech) =>
        user.Account is { } account && TryLeave(context, account, user, speech);

    private static bool TryLeave(CommandContext context, ReadOnlySpan<byte> name, User? addressee, in Speech speech)
    {
        Said said = speech.To(context.Session, addressee?.Nickname ?? name.ToArray());
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

    private static void Leave(CommandContext context, Account account, User? addressee, Said said, bool isSilent)
    {
        ServerContext server = context.Server;
        byte[] name = account.Name, shown = addressee?.Nickname ?? name;
        if (server.Mailbox.Count(name) >= Mailbox.Capacity)
        {
            if (!isSilent) context.Reply.NotKept(shown, "as much as can wait for them waits already.");
            return;
        }
        context.User.LastSpoke = server.Clock.GetUtcNow();
        if (!server.Store.Commits.WaitForRoom()) throw new StoreException(Commits.Busy, null);
        long conversation = server.Conversations.OfPair(History.NameOf(context.User), name);
        SpeechQueue queue = server.History.PrivateQueue(conversation);
        if (!isSilent) context.Reply.Buffer.ExpectMore();
        var letter = new Letter(shown, said, said.ToSubmission(conversation, waitsFor: name), context.Reply.Buffer.EchoTag());
        lock (queue.Gate) server.History.Submit(queue, letter);
        if (server.History.Await(queue, letter) is { } failure)
        {
            if (!isSilent) context.Reply.NotKept(shown, failure);
            return;
        }
        context.Reply.Buffer.Echoed();
        if (!isSilent) context.Reply.Send(Numeric.RPL_AWAY, shown, addressee?.OwnAway is { } why ? why : Waiting);
        // The reader may have come in the meantime.
        if (server.Users.FindByAccount(name, null) is { } reader) MailDelivery.To(reader);
    }
}
