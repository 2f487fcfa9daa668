using System.Collections.Frozen;
using ChatSockets.Protocol;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// How long messages are stored: the server's time, or a room's own shorter one. The rooms' times are in the store and, once asked for, in
/// memory. Any thread.
/// </summary>
internal sealed class Retention(IStoreAccess store)
{
    // Replaced as a whole. Null until somebody asks.
    private FrozenDictionary<byte[], TimeSpan>? _own;

    /// <summary>Returns a room's own time: zero to store nothing, null for the server's time.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public TimeSpan? Of(byte[] room) => Own().TryGetValue(room, out TimeSpan own) ? own : null;

    /// <summary>The same, from the file itself. By the owner of the connection.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static TimeSpan? Of(SqliteConnection connection, byte[] room)
    {
        using var query = new Statement(connection, "SELECT seconds FROM retention WHERE room = ?1");
        return query.Bind(1, room).Step() ? TimeSpan.FromSeconds(query.Long(0)) : null;
    }

    /// <summary>Returns whether a room's messages are stored at all.</summary>
    /// <inheritdoc cref="Of(byte[])"/>
    public bool Keeps(byte[] room)
    {
        FrozenDictionary<byte[], TimeSpan> own = Own();
        return own.Count == 0 || !own.TryGetValue(room, out TimeSpan time) || time > TimeSpan.Zero;
    }

    /// <summary>The same without a look at the store, so under any lock: false also where only the store knows.</summary>
    public bool IsKnownToKeep(byte[] room) =>
        Volatile.Read(ref _own) is { } own && (!own.TryGetValue(room, out TimeSpan time) || time > TimeSpan.Zero);

    /// <summary>
    /// Sets a room's own time in whole seconds; zero stores nothing from now on, null restores the server's time. The next
    /// <see cref="RetentionJob"/> deletes older messages. Under no lock.
    /// </summary>
    /// <exception cref="StoreException">It was not done.</exception>
    public void Set(byte[] room, TimeSpan? time) => Set(_ => room, time);

    /// <summary>
    /// Sets the time of a registered room under its name at the time of writing. Returns that name; null if the room is no longer
    /// registered to that founder.
    /// </summary>
    /// <inheritdoc cref="Of(byte[])"/>
    public byte[]? SetOfRoom(long room, TimeSpan? time, byte[] founder) => Set(
        connection =>
        {
            using var query = new Statement(connection, "SELECT name FROM rooms WHERE id = ?1 AND founder = ?2");
            return query.Bind(1, room).Bind(2, founder).Step() ? query.Bytes(0) : null;
        },
        time);

    /// <summary>
    /// A room has another name, and its time goes with it, at once and in the store as soon as it is its turn. Within the room's lock;
    /// <see cref="Of(byte[])"/> has been asked before.
    /// </summary>
    public void Rename(Store writer, byte[] before, byte[] after)
    {
        if (CaseMapping.Ascii.Equals(before, after)) return;
        if (Volatile.Read(ref _own) is { } own && own.TryGetValue(before, out TimeSpan time))
        {
            Dictionary<byte[], TimeSpan> all = new(own, CaseMapping.Ascii) { [after] = time };
            all.Remove(before);
            Volatile.Write(ref _own, all.ToFrozenDictionary(CaseMapping.Ascii));
        }
        // Also where there is none now: one that is being set is on its way.
        writer.Submit(connection =>
        {
            using var rename = new Statement(connection, "UPDATE OR REPLACE retention SET room = ?2 WHERE room = ?1");
            rename.Bind(1, before).Bind(2, after).Run();
            Volatile.Write(ref _own, All(connection));
        });
    }

    /// <summary>Forgets the cached times, because another process has changed the store.</summary>
    public void Reread() => Volatile.Write(ref _own, null);

    /// <summary>Returns the lowest id of a conversation that stays; 0 if all do.</summary>
    /// <param name="conversation">Its name.</param>
    /// <param name="common">The server's time; zero for ever.</param>
    /// <param name="now">The time.</param>
    /// <param name="ids">Converts times to ids.</param>
    /// <inheritdoc cref="Of(byte[])"/>
    public long FirstKept(byte[] conversation, TimeSpan common, DateTimeOffset now, MessageIds ids)
    {
        TimeSpan? own = Of(conversation);
        if (own == TimeSpan.Zero) return long.MaxValue;
        if (own is null || (common > TimeSpan.Zero && common < own)) own = common;
        return own == TimeSpan.Zero || own >= now - DateTimeOffset.UnixEpoch ? 0 : ids.FirstOf(now - own.Value);
    }

    private byte[]? Set(Func<SqliteConnection, byte[]?> find, TimeSpan? time)
    {
        try
        {
            return store.Change(connection =>
            {
                if (find(connection) is not { } room) return null;
                if (time is { } own)
                {
                    using var set = new Statement(connection,
                        "INSERT INTO retention VALUES (?1, ?2) ON CONFLICT DO UPDATE SET seconds = ?2");
                    set.Bind(1, room).Bind(2, (long)own.TotalSeconds).Run();
                }
                else
                {
                    using var delete = new Statement(connection, "DELETE FROM retention WHERE room = ?1");
                    delete.Bind(1, room).Run();
                }
                // Here, where one change follows the other.
                Volatile.Write(ref _own, All(connection));
                return room;
            });
        }
        catch (StoreException)
        {
            Volatile.Write(ref _own, null);
            throw;
        }
    }

    // What a change has put there meanwhile is newer.
    private FrozenDictionary<byte[], TimeSpan> Own()
    {
        if (Volatile.Read(ref _own) is { } own) return own;
        own = store.Read(All);
        return Interlocked.CompareExchange(ref _own, own, null) ?? own;
    }

    private static FrozenDictionary<byte[], TimeSpan> All(SqliteConnection connection)
    {
        using var query = new Statement(connection, "SELECT room, seconds FROM retention");
        var all = new Dictionary<byte[], TimeSpan>(CaseMapping.Ascii);
        while (query.Step()) all.Add(query.Bytes(0)!, TimeSpan.FromSeconds(query.Long(1)));
        return all.ToFrozenDictionary(CaseMapping.Ascii);
    }
}
