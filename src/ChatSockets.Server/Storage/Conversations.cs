using System.Collections.Concurrent;
using ChatSockets.Protocol;
using ChatSockets.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage;

/// <summary>
/// Which number in the store has a room, or a pair of users: a room by its name, a user by the account or, without one, by the nickname with a tilde
/// before it. Any thread, under no lock.
/// </summary>
internal sealed class Conversations(Store store)
{
    private const int MostKnown = 10_000;

    private readonly ConcurrentDictionary<byte[], long> _known = new(CaseMapping.Ascii);

    /// <summary>A room's, new or not.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public long OfRoom(byte[] name) => FindOrOpen(name);

    /// <summary>That of two users, in either order, new or not.</summary>
    /// <inheritdoc cref="OfRoom"/>
    public long OfPair(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => FindOrOpen(NameOfPair(one, other));

    /// <summary>That of a name, if anything was ever said there.</summary>
    /// <inheritdoc cref="OfRoom"/>
    public long? Find(byte[] name)
    {
        if (_known.TryGetValue(name, out long known)) return known;
        return store.Read(connection => Find(connection, name));
    }

    /// <summary>The same, from the file.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static long? Find(SqliteConnection connection, byte[] name)
    {
        using var query = new Statement(connection, "SELECT id FROM conversations WHERE name = ?1");
        return query.Bind(1, name).Step() ? query.Long(0) : null;
    }

    /// <summary>How the conversation of two users is called.</summary>
    public static byte[] NameOfPair(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        byte[] first = Folded(one), second = Folded(other);
        return first.AsSpan().SequenceCompareTo(second) <= 0 ? [.. first, (byte)',', .. second] : [.. second, (byte)',', .. first];
    }

    /// <summary>Whether a conversation of that name is one between two users of whom one has that account.</summary>
    public static bool IsOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> account)
    {
        int comma = name.IndexOf((byte)',');
        return comma >= 0 && (CaseMapping.Ascii.Equals(name[..comma], account) || CaseMapping.Ascii.Equals(name[(comma + 1)..], account));
    }

    /// <summary>All there are.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static List<KeptConversation> All(SqliteConnection connection)
    {
        using var query = new Statement(connection, "SELECT id, name, (SELECT min(id) FROM lines WHERE conversation = conversations.id) FROM conversations ORDER BY id");
        var all = new List<KeptConversation>();
        while (query.Step()) all.Add(new KeptConversation(query.Long(0), query.Bytes(1) ?? [], query.Long(2)));
        return all;
    }

    /// <summary>
    /// Forgets which number a name has, so that whoever speaks there next looks for it in the store. A conversation that is empty and was forgotten, and not
    /// asked for since, is in nobody's hands.
    /// </summary>
    public void Forget(byte[] name) => _known.TryRemove(name, out _);

    /// <summary>Takes a conversation without lines out of the store; false, and it stays, where somebody has asked for it since it was forgotten.</summary>
    /// <exception cref="StoreException">It could not be taken out.</exception>
    public bool Remove(KeptConversation conversation) => store.Change(connection =>
    {
        if (_known.ContainsKey(conversation.Name)) return false;
        RemoveEmpty(connection, conversation.Id);
        return true;
    });

    /// <summary>Takes a conversation out of the file if it has no lines. Within a transaction, where nobody can be about to speak in it.</summary>
    /// <exception cref="SqliteException">It could not be taken out.</exception>
    public static void RemoveEmpty(SqliteConnection connection, long conversation)
    {
        using var delete = new Statement(connection, "DELETE FROM conversations WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM lines WHERE conversation = ?1)");
        delete.Bind(1, conversation).Run();
    }

    private static byte[] Folded(ReadOnlySpan<byte> name)
    {
        byte[] folded = name.ToArray();
        for (int i = 0; i < folded.Length; i++) folded[i] = CaseMapping.Ascii.Fold(folded[i]);
        return folded;
    }

    private long FindOrOpen(byte[] name)
    {
        if (_known.TryGetValue(name, out long known)) return known;
        long id = Find(name) ?? store.Change(connection =>
        {
            using var insert = new Statement(connection, "INSERT INTO conversations (name) VALUES (?1) ON CONFLICT DO NOTHING");
            insert.Bind(1, name).Run();
            using var query = new Statement(connection, "SELECT id FROM conversations WHERE name = ?1");
            query.Bind(1, name).Step();
            return query.Long(0);
        });
        if (_known.Count >= MostKnown) _known.Clear();
        _known[name] = id;
        return id;
    }
}

/// <summary>A conversation, as it stands in the store.</summary>
/// <param name="Id">Its number, which is never another one's.</param>
/// <param name="Name">A room's, or that of two users.</param>
/// <param name="Oldest">The id of its oldest line; 0 for none.</param>
internal sealed record KeptConversation(long Id, byte[] Name, long Oldest);
