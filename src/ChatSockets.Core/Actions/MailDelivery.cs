using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Delivers messages that waited for a user: to all connected terminals, with their original time and id, in order, once.
/// </summary>
internal static class MailDelivery
{
    // So much is in memory at a time, and added to what a terminal has not read yet.
    private const int PageBytes = 64 * 1024;

    /// <summary>Delivers the messages that wait for the user's account, if a session is connected. Any thread, under no lock.</summary>
    public static void To(ChatContext server, User user)
    {
        if (user.Account is null || user.Sessions.Length == 0) return;
        // Whoever comes while another is at it leaves that to him.
        if (user.AddMail() > 1) return;
        int seen;
        do
        {
            seen = user.Mail;
            user.HasMailLeft = false;
            try
            {
                HandOver(server, user);
            }
            catch (StoreException exception)
            {
                // It waits on, for the next time.
                server.Log.Warning("What waits for {Account} cannot be read: {Reason}",
                    System.Text.Encoding.UTF8.GetString(user.Account ?? []), exception.Message);
            }
        }
        while (user.TakeMail(seen) != 0);
    }

    // Whoever logs in to another account meanwhile hears what waits for that.
    private static void HandOver(ChatContext server, User user)
    {
        Mailbox mailbox = server.Mailbox;
        while (user.Account is { } account && mailbox.Of(account) is { Count: > 0 } letters)
        {
            var lines = new List<(long Conversation, StoredLine Line)>();
            int taken = 0;
            for (int weight = 0; taken < letters.Count && weight < PageBytes; taken++)
            {
                (long conversation, long id) = letters[taken];
                // Where it has been taken back since, there is none.
                foreach (StoredLine line in server.Store.Read(connection => LineQuery.One(connection, conversation, id)))
                {
                    lines.Add((conversation, line));
                    weight += line.Weight;
                }
            }
            lock (user.Gate)
            {
                // The store was asked under no lock.
                if (user.Account != account) continue;
                if (user.Sessions.Length == 0) return;
                // A terminal has too much to read yet. Whichever thread is next done with what its terminal said goes on.
                user.HasMailLeft = !server.IsShared && Array.Exists(user.Sessions, static session => !session.Outbox.HasRoom);
                if (user.HasMailLeft) return;
                Tell(user, lines);
            }
            mailbox.Remove(account, letters.Take(taken).Select(letter => letter.Line));
        }
    }

    private static void Tell(User user, List<(long Conversation, StoredLine Line)> lines)
    {
        foreach (Session session in user.Sessions)
        {
            foreach ((long conversation, StoredLine line) in lines)
            {
                var playback = new Playback(session, new HistoryTarget(user.Nickname, conversation) { Reader = user },
                    batch: null)
                { TellsTime = true };
                playback.Write(line);
                session.Outbox.AppendOwn(playback.Written.ToArray());
            }
        }
    }
}
