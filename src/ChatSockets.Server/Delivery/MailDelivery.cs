using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Storage.Sqlite;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// Hands over what was said to a user while nobody was there: to all terminals that are there now, with the time and the id that it had, in order, once.
/// </summary>
internal static class MailDelivery
{
    // So much is in memory at a time, and added to what a terminal has not read yet.
    private const int PageBytes = 64 * 1024;

    /// <summary>Hands over what waits for the user's account, if a session is there. Any thread, under no lock.</summary>
    public static void To(User user)
    {
        if (user.Account is not { } account || user.Sessions.Length == 0) return;
        // Whoever comes while another is at it leaves that to him.
        if (user.AddMail() > 1) return;
        int seen;
        do
        {
            seen = user.Mail;
            user.HasMailLeft = false;
            try
            {
                HandOver(user, account);
            }
            catch (StoreException exception)
            {
                // It waits on, for the next time.
                user.Server.Log.Warning("What waits for {Account} cannot be read: {Reason}", System.Text.Encoding.UTF8.GetString(account), exception.Message);
            }
        }
        while (user.TakeMail(seen) != 0);
    }

    private static void HandOver(User user, byte[] account)
    {
        Mailbox mailbox = user.Server.Mailbox;
        long last = 0;
        while (mailbox.After(account, last) is { Count: > 0 } letters)
        {
            var lines = new List<(long Conversation, KeptLine Line)>();
            int weight = 0;
            foreach ((long conversation, long id) in letters)
            {
                // Where it has been taken back since, there is none.
                foreach (KeptLine line in user.Server.Store.Read(connection => LineQuery.One(connection, conversation, id)))
                {
                    lines.Add((conversation, line));
                    weight += line.Weight;
                }
                last = id;
                if (weight >= PageBytes) break;
            }
            if (!TryTell(user, lines)) return;
            mailbox.Empty(account, last);
        }
    }

    // False where nobody is there any more, or a terminal has too much to read yet: whichever has read goes on.
    private static bool TryTell(User user, List<(long Conversation, KeptLine Line)> lines)
    {
        lock (user.Gate)
        {
            if (Array.Exists(user.Sessions, static session => !session.Outbox.HasRoom))
            {
                user.HasMailLeft = true;
                return false;
            }
            foreach (Session session in user.Sessions)
            {
                foreach ((long conversation, KeptLine line) in lines)
                {
                    var playback = new Playback(session, new HistoryTarget(user.Nickname, conversation) { Reader = user }, batch: null) { TellsTime = true };
                    playback.Write(line);
                    session.Outbox.AppendOwn(playback.Written.ToArray());
                }
            }
            return user.Sessions.Length > 0;
        }
    }
}
