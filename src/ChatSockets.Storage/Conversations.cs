using System.Collections.Concurrent;
using ChatSockets.Protocol;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// Which number in the store has the conversation of two users: a user goes by the account or, without one, by the nickname with a tilde
/// before it. Those of rooms: <see cref="Sqlite.ConversationTable"/>. Any thread, under no lock.
/// </summary>
internal sealed class Conversations(Store store)
{
    /// <summary>The most conversations returned for one account.</summary>
    public const int MostOfOne = 2000;

    private const int MostKnown = 10_000;

    private readonly ConcurrentDictionary<byte[], long> _known = new(CaseMapping.Ascii);

    /// <summary>That of two users, in either order, new or not.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public long OfPair(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        byte[] name = NameOfPair(one, other);
        if (_known.TryGetValue(name, out long known)) return known;
        byte[][] both = [one.ToArray(), other.ToArray()];
        long id = store.Change(connection => Open(connection, store.NextConversation(), name, both));
        if (_known.Count >= MostKnown) _known.Clear();
        _known[name] = id;
        return id;
    }

    /// <summary>That of two users, if they ever spoke.</summary>
    /// <param name="own">Whose account it is that asks.</param>
    /// <param name="other">With whom.</param>
    /// <inheritdoc cref="OfPair"/>
    public Correspondence? Find(byte[] own, byte[] other) => store.Read(connection =>
    {
        using var query = new Statement(connection, "SELECT other, conversation FROM pairs WHERE own = ?1 AND other = ?2");
        return query.Bind(1, own).Bind(2, other).Step() ? new Correspondence(query.Bytes(0)!, query.Long(1)) : null;
    });

    /// <summary>Those of an account, but no more than <see cref="MostOfOne"/>: the ones that began last.</summary>
    /// <inheritdoc cref="OfPair"/>
    public List<Correspondence> Of(byte[] own) => store.Read(connection =>
    {
        using var query = new Statement(connection,
            "SELECT other, conversation FROM pairs WHERE own = ?1 ORDER BY conversation DESC LIMIT ?2");
        query.Bind(1, own).Bind(2, MostOfOne);
        var all = new List<Correspondence>();
        while (query.Step()) all.Add(new Correspondence(query.Bytes(0)!, query.Long(1)));
        return all;
    });

    /// <summary>How the conversation of two users is called.</summary>
    public static byte[] NameOfPair(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        byte[] first = Folded(one), second = Folded(other);
        return first.AsSpan().SequenceCompareTo(second) <= 0 ? [.. first, (byte)',', .. second] : [.. second, (byte)',', .. first];
    }

    /// <summary>
    /// Forgets the number of a name, so that the next message there looks it up in the store. Nobody uses an empty conversation that was
    /// forgotten and not looked up since.
    /// </summary>
    public void Forget(byte[] name) => _known.TryRemove(name, out _);

    /// <summary>Deletes a conversation without lines. Returns false if it was looked up since it was forgotten.</summary>
    /// <exception cref="StoreException">It could not be taken out.</exception>
    public bool Remove(StoredConversation conversation) => store.Change(connection =>
    {
        if (_known.ContainsKey(conversation.Name)) return false;
        conversation.RemoveIfEmpty(connection);
        return true;
    });

    private static byte[] Folded(ReadOnlySpan<byte> name)
    {
        byte[] folded = name.ToArray();
        for (int i = 0; i < folded.Length; i++) folded[i] = CaseMapping.Ascii.Fold(folded[i]);
        return folded;
    }

    // Each finds it under the other's name, but nobody ever asks for that of a nickname without an account.
    private static long Open(SqliteConnection connection, long number, byte[] name, byte[][] both)
    {
        using var insert = new Statement(connection, "INSERT INTO conversations (id, name) VALUES (?2, ?1) ON CONFLICT DO NOTHING");
        insert.Bind(1, name).Bind(2, number).Run();
        using var query = new Statement(connection, "SELECT id FROM conversations WHERE name = ?1");
        query.Bind(1, name).Step();
        long id = query.Long(0);
        using var pair = new Statement(connection, "INSERT INTO pairs VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
        if (both[0][0] != (byte)'~') pair.Bind(1, both[0]).Bind(2, both[1]).Bind(3, id).Run();
        if (both[1][0] != (byte)'~') pair.Bind(1, both[1]).Bind(2, both[0]).Bind(3, id).Run();
        return id;
    }
}

/// <summary>A private conversation of an account.</summary>
/// <param name="Other">The other side: an account, or a nickname after a tilde.</param>
/// <param name="Conversation">Its number in the store.</param>
internal sealed record Correspondence(byte[] Other, long Conversation)
{
    /// <summary>The other's name for people.</summary>
    public ReadOnlySpan<byte> Name => Other.AsSpan(Other[0] == (byte)'~' ? 1 : 0);
}
