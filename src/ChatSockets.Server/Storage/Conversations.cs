using System.Collections.Concurrent;
using ChatSockets.Protocol;
using ChatSockets.Server.Storage.Sqlite;

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
        return store.Read<long?>(connection =>
        {
            using var query = new Statement(connection, "SELECT id FROM conversations WHERE name = ?1");
            return query.Bind(1, name).Step() ? query.Long(0) : null;
        });
    }

    /// <summary>How the conversation of two users is called.</summary>
    public static byte[] NameOfPair(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        byte[] first = Folded(one), second = Folded(other);
        return first.AsSpan().SequenceCompareTo(second) <= 0 ? [.. first, (byte)',', .. second] : [.. second, (byte)',', .. first];
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
