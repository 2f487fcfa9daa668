using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// The messages that wait for accounts that were not connected. The lines themselves belong to their conversation. Whether one more can
/// wait is decided where it is written, so that nothing comes between. Any thread, under no lock, unless stated otherwise.
/// </summary>
internal sealed class Mailbox(Store store)
{
    /// <summary>How many messages may wait for one account.</summary>
    public const int Capacity = 1000;

    /// <summary>How many of them one account may have left.</summary>
    public const int MostOfAccount = 200;

    /// <summary>The most messages from all guests together, because a guest can be anybody.</summary>
    public const int MostOfGuests = 100;

    /// <summary>How many of them guests from one network may have left: one IPv4 address, or an IPv6 /64.</summary>
    public const int MostOfNetwork = 20;

    /// <summary>The first character of a guest's name as a sender; no account's name begins with it.</summary>
    public const byte GuestSign = (byte)'~';

    /// <summary>Returns the messages that wait for an account, in order: conversations and ids.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public List<(long Conversation, long Line)> Of(byte[] account) => store.Read(connection =>
    {
        using var query = new Statement(connection, "SELECT conversation, line FROM mailbox WHERE account = ?1 ORDER BY line");
        query.Bind(1, account);
        var waiting = new List<(long, long)>();
        while (query.Step()) waiting.Add((query.Long(0), query.Long(1)));
        return waiting;
    });

    /// <summary>These have been handed over; one that was put in since stays, wherever in the order it stands.</summary>
    /// <exception cref="StoreException">It was not done.</exception>
    public void Remove(byte[] account, IEnumerable<long> lines)
    {
        List<(byte[], long)> handedOver = [.. lines.Select(line => (account, line))];
        store.Change(connection => Forget(connection, handedOver));
    }

    /// <summary>
    /// Sets whether the account's owner receives messages only from accounts (user mode R) while not connected. Any thread, also under a
    /// user's lock.
    /// </summary>
    public void HearAccountsOnly(byte[] account, bool isOn) => store.Submit(connection =>
    {
        using var update = new Statement(connection, "UPDATE accounts SET accounts_only = ?2 WHERE name = ?1 AND accounts_only <> ?2");
        update.Bind(1, account).Bind(2, isOn ? 1 : 0).Run();
    });

    /// <summary>Adds a line if there is space. By the committing thread, together with the line.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static MailboxRefusal TryPut(SqliteConnection connection, MailboxEntry entry, long conversation, long line)
    {
        if (Check(connection, entry) is not MailboxRefusal.None and var refusal) return refusal;
        using var insert = new Statement(connection, "INSERT INTO mailbox (account, line, conversation, sender) VALUES (?1, ?2, ?3, ?4)");
        insert.Bind(1, entry.Account).Bind(2, line).Bind(3, conversation).Bind(4, entry.Sender).Run();
        return MailboxRefusal.None;
    }

    /// <summary>
    /// Adds a line that was committed before its reader disconnected; if it cannot wait, deletes it as if it had not been sent. By the
    /// committing thread.
    /// </summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="entry">The recipient; null without an account for which it could wait.</param>
    /// <param name="conversation">The line's conversation.</param>
    /// <param name="line">Its id.</param>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static MailboxRefusal PutOrTakeBack(SqliteConnection connection, MailboxEntry? entry, long conversation, long line)
    {
        MailboxRefusal refusal = entry is null ? MailboxRefusal.NoAccount : TryPut(connection, entry, conversation, line);
        if (refusal == MailboxRefusal.None) return refusal;
        LineTable.Remove(connection, conversation, line);
        Deduplication.Forget(connection, conversation, line);
        return refusal;
    }

    /// <summary>Returns some of the entries whose lines are gone, with account and line.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static List<(byte[] Account, long Line)> Lost(SqliteConnection connection, int most)
    {
        using var query = new Statement(
            connection,
            """
            SELECT account, line FROM mailbox
            WHERE NOT EXISTS (SELECT 1 FROM lines WHERE lines.conversation = mailbox.conversation AND lines.id = mailbox.line) LIMIT ?1
            """);
        query.Bind(1, most);
        var lost = new List<(byte[], long)>();
        while (query.Step()) lost.Add((query.Bytes(0)!, query.Long(1)));
        return lost;
    }

    /// <summary>Forgets these. Within a transaction.</summary>
    /// <exception cref="SqliteException">They cannot be forgotten.</exception>
    public static bool Forget(SqliteConnection connection, List<(byte[] Account, long Line)> lost)
    {
        using var delete = new Statement(connection, "DELETE FROM mailbox WHERE account = ?1 AND line = ?2");
        foreach ((byte[] account, long line) in lost) delete.Bind(1, account).Bind(2, line).Run();
        return true;
    }

    /// <summary>Forgets all that waits for an account. Within a transaction.</summary>
    /// <exception cref="SqliteException">It cannot be forgotten.</exception>
    public static void Drop(SqliteConnection connection, byte[] account)
    {
        using var delete = new Statement(connection, "DELETE FROM mailbox WHERE account = ?1");
        delete.Bind(1, account).Run();
    }

    /// <summary>Returns the reason for people, with what to do about it; null for none.</summary>
    public static string? Explain(MailboxRefusal refusal) => refusal switch
    {
        MailboxRefusal.NoAccount => "nobody of that name is here, and nobody has an account of it.",
        MailboxRefusal.AccountsOnly => "they hear from users with an account only (+R): log in first.",
        MailboxRefusal.Full => "as much as can wait for them waits already. Try again when they have been here.",
        MailboxRefusal.ShareUsed => $"{MostOfAccount} messages of yours wait for them already. Try again when they have been here.",
        MailboxRefusal.NetworkShareUsed =>
            $"{MostOfNetwork} messages from your address wait for them already. Log in to an account, or try again when they "
                + "have been here.",
        MailboxRefusal.GuestShareUsed =>
            $"{MostOfGuests} messages of guests wait for them already. Log in to an account, or try again when they have been here.",
        _ => null,
    };

    private static MailboxRefusal Check(SqliteConnection connection, MailboxEntry entry)
    {
        using var owner = new Statement(connection, "SELECT accounts_only FROM accounts WHERE name = ?1 AND keys IS NOT NULL");
        if (!owner.Bind(1, entry.Account).Step()) return MailboxRefusal.NoAccount;
        if (entry.IsOfGuest && owner.Long(0) != 0) return MailboxRefusal.AccountsOnly;
        using var count = new Statement(
            connection,
                "SELECT count(*), count(*) FILTER (WHERE sender = ?2), count(*) FILTER (WHERE sender LIKE '~%') FROM mailbox "
                + "WHERE account = ?1");
        count.Bind(1, entry.Account).Bind(2, entry.Sender).Step();
        long all = count.Long(0), own = count.Long(1), guests = count.Long(2);
        return entry.IsOfGuest switch
        {
            _ when all >= Capacity => MailboxRefusal.Full,
            true when own >= MostOfNetwork => MailboxRefusal.NetworkShareUsed,
            true when guests >= MostOfGuests => MailboxRefusal.GuestShareUsed,
            false when own >= MostOfAccount => MailboxRefusal.ShareUsed,
            _ => MailboxRefusal.None,
        };
    }
}
