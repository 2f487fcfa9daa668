using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// Erases what was said: a room's history, what an account said, or all that is kept of it. In pieces of a transaction each, so that others
/// write in between: whoever is interrupted has erased a part. Who may ask for it is for others to know. Any thread, under no lock.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="cancellation">Ends it after the piece that is under way.</param>
internal sealed class HistoryEraser(IStoreAccess store, CancellationToken cancellation = default)
{
    /// <summary>Asked between two pieces: true ends it, too.</summary>
    public Func<bool>? IsOver { get; init; }

    /// <summary>Called before each step of what may have to look through very much: whoever is to wait for others waits there.</summary>
    public Action? BeforeStep { get; init; }

    /// <summary>Called after each piece with the number of its lines, also where there are none.</summary>
    public Action<int>? PieceDone { get; init; }

    /// <summary>A conversation's history, up to the lines with that id or a higher one. Answers how many lines went.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="before">The first id that stays.</param>
    /// <param name="isWiped">See <see cref="LineEraser.Erase"/>.</param>
    /// <exception cref="StoreException">It could not be erased, or only in part.</exception>
    public long Conversation(long conversation, long before = long.MaxValue, bool isWiped = true)
    {
        long count = 0;
        while (!cancellation.IsCancellationRequested)
        {
            int piece = store.Change(connection =>
            {
                List<long> ids = LineEraser.Oldest(connection, conversation, before);
                LineEraser.Erase(connection, conversation, ids, isWiped);
                return ids.Count;
            });
            count += piece;
            PieceDone?.Invoke(piece);
            if (piece < LineEraser.Piece) break;
        }
        return count;
    }

    /// <summary>What an account said in one conversation, and what clients called it. Answers how many lines went.</summary>
    /// <inheritdoc cref="Conversation"/>
    public long LinesIn(long conversation, byte[] account, long before = long.MaxValue)
    {
        long count = 0, after = 0;
        while (!cancellation.IsCancellationRequested && IsOver?.Invoke() != true)
        {
            BeforeStep?.Invoke();
            // Found on a connection of its own, and a piece at a time, because it may have to look through very many.
            (List<long> ids, long last) = store.Read(connection =>
                (LineEraser.NextOf(connection, account, conversation, after, before, out long last), last));
            if (ids.Count > 0)
            {
                store.Change(connection =>
                {
                    LineEraser.Erase(connection, conversation, ids, isWiped: true);
                    return true;
                });
            }
            count += ids.Count;
            PieceDone?.Invoke(ids.Count);
            if (last == 0) break;
            after = last;
        }
        return count;
    }

    /// <summary>Deletes everything that an account said anywhere, but not what others said to it. Returns the number of lines.</summary>
    /// <inheritdoc cref="Conversation"/>
    public long LinesOf(byte[] account, long before = long.MaxValue) =>
        All().Sum(conversation => LinesIn(conversation.Id, account, before));

    /// <summary>
    /// Deletes everything that an account said and was told: both sides of its private conversations, and its messages elsewhere. Without a
    /// date also the notes about it. The account itself stays. Returns the number of lines.
    /// </summary>
    /// <inheritdoc cref="Conversation"/>
    public long Account(byte[] account, long before = long.MaxValue)
    {
        long count = All().Sum(one => one.IsOf(account) ? Conversation(one.Id, before) : LinesIn(one.Id, account, before));
        if (before == long.MaxValue)
        {
            store.Change(connection =>
            {
                using var forget = new Statement(connection, "DELETE FROM once WHERE account = ?1");
                forget.Bind(1, account).Run();
                Mailbox.Drop(connection, account);
                ConversationTable.DropAccount(connection, account);
                ReadMarkers.Drop(connection, account);
                LastTold.Drop(connection, account);
                return true;
            });
        }
        return count;
    }

    /// <summary>
    /// Removes erased text from the index of words as well: the index forgets words at once, but their places in the file only when its
    /// parts are merged, which costs as much as the index is large.
    /// </summary>
    /// <inheritdoc cref="Conversation"/>
    public void WipeWords()
    {
        bool isMore = store.Change(connection => Wipe(connection, -WordIndex.MergeStep));
        while (isMore && !cancellation.IsCancellationRequested)
        {
            isMore = store.Change(connection => Wipe(connection, WordIndex.MergeStep));
            PieceDone?.Invoke(0);
        }

        static bool Wipe(SqliteConnection connection, int pages)
        {
            Database.Execute(connection, "PRAGMA secure_delete = ON");
            try
            {
                return WordIndex.Merge(connection, pages);
            }
            finally
            {
                Database.Execute(connection, "PRAGMA secure_delete = FAST");
            }
        }
    }

    private List<StoredConversation> All() => store.Read(StoredConversation.All);
}
