using System.Collections.Immutable;
using ChatSockets.Protocol;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage;

/// <summary>A room's conversation as the store has it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="IsRestricted">Whether anything was said there that not everybody was to hear.</param>
/// <param name="Last">The last id in it; 0 for none.</param>
internal readonly record struct RoomConversation(long Id, bool IsRestricted, long Last);

/// <summary>
/// Which conversation is a room's. It is found by the room's name, so that what was said where everybody could enter is there again when somebody opens the
/// room anew. But what was said behind a lock (modes i, k, R, s) is only for those who were let in: the store knows that a conversation is restricted before
/// the first such line is kept, and such a conversation loses its name when the room closes, or at the next start if that came first. So a crash opens nothing. A registered room
/// has no such end, until it is registered no more: see <see cref="RoomTable.Delete"/>.
/// </summary>
/// <remarks>
/// A name changes in the file a little later than in the directory. Until then, or longer where the file could not be written, the file is not believed but
/// put right first.
/// </remarks>
internal sealed class RoomConversations(Store store)
{
    private ImmutableList<Renaming> _renamings = [];

    /// <summary>At the start: no room is open, so none of the restricted conversations has a room any more but those of registered rooms. By whoever opens the file.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void CloseAll(SqliteConnection connection) =>
        Database.Execute(connection, "UPDATE conversations SET name = NULL WHERE restricted = 1 AND name NOT IN (SELECT name FROM rooms)");

    /// <summary>Sees to it that something can be kept that is said in the room now; <see cref="IsReady"/> tells under the room's lock whether that is still so. Under no lock.</summary>
    /// <exception cref="StoreException">It could not.</exception>
    public void Prepare(Room room)
    {
        LookUp(room);
        while (room.Record.Conversation == 0 && !room.IsClosed)
        {
            byte[] name = room.Name;
            bool isRestricted = room.Modes.IsRestricted;
            RoomConversation opened = store.Change(connection => FindAfresh(connection, room, name) ?? Open(connection, name, isRestricted));
            TrySet(room, name, opened);
        }
        if (room.Record.IsRestricted || !room.Modes.IsRestricted) return;
        long conversation = room.Record.Conversation;
        store.Change(connection =>
        {
            using var mark = new Statement(connection, "UPDATE conversations SET restricted = 1 WHERE id = ?1");
            mark.Bind(1, conversation).Run();
            return true;
        });
        lock (room.Gate) room.Record.Restrict();
    }

    /// <summary>Whether what is said in the room can be kept as it is to be. Within the room's lock; a room that closed needs nothing any more.</summary>
    public static bool IsReady(Room room) =>
        room.IsClosed || (room.Record.Conversation != 0 && (room.Record.IsRestricted || !room.Modes.IsRestricted));

    /// <summary>Looks up whether the room has a conversation, if that is not known yet. Under no lock.</summary>
    /// <exception cref="StoreException">It could not be read.</exception>
    public void LookUp(Room room)
    {
        while (!room.Record.IsLookedUp && !room.IsClosed)
        {
            byte[] name = room.Name;
            bool isUnsettled = !Unsettled().IsEmpty;
            TrySet(room, name, isUnsettled ? store.Change(connection => FindAfresh(connection, room, name)) : store.Read(connection => Find(connection, room, name)));
        }
    }

    /// <summary>The room has another name. Within its lock: nobody waits for the file. Another conversation of that name, of a room that is no more, loses it.</summary>
    public void Rename(Room room) => Rename(room, room.Name);

    /// <summary>The room closes, and is in the directory still. Within its lock.</summary>
    public void Close(Room room)
    {
        if (room.Record.IsRestricted && !room.IsRegistered) Rename(room, name: null);
    }

    private void Rename(Room room, byte[]? name)
    {
        if (room.Record.Conversation == 0) return;
        var renaming = new Renaming(room.Record.Conversation, name);
        ImmutableInterlocked.Update(ref _renamings, list => list.Add(renaming));
        store.Commits.Submit(renaming);
        Unsettled();
    }

    // Of what has come to the file only that is forgotten which nothing before it could undo.
    private ImmutableList<Renaming> Unsettled()
    {
        ImmutableInterlocked.Update(ref _renamings, static list => list.RemoveRange(0, list.TakeWhile(static renaming => renaming.IsDecided && renaming.Failure is null).Count()));
        return _renamings;
    }

    // The room may have got another name since: then this was not its conversation.
    private static void TrySet(Room room, byte[] name, RoomConversation? found)
    {
        lock (room.Gate)
        {
            if (CaseMapping.Ascii.Equals(name, room.Name)) room.Record.Set(found);
        }
    }

    // In the writer's turn: what was to be renamed before is, or is now.
    private RoomConversation? FindAfresh(SqliteConnection connection, Room room, byte[] name)
    {
        foreach (Renaming renaming in Unsettled()) renaming.Apply(connection);
        return Find(connection, room, name);
    }

    private static RoomConversation? Find(SqliteConnection connection, Room room, byte[] name)
    {
        using var query = new Statement(
            connection, "SELECT id, restricted, (SELECT max(id) FROM lines WHERE conversation = conversations.id) FROM conversations WHERE name = ?1 AND restricted <= ?2");
        query.Bind(1, name).Bind(2, room.IsRegistered ? 1 : 0);
        return query.Step() ? new RoomConversation(query.Long(0), query.Long(1) != 0, query.Long(2)) : null;
    }

    private static RoomConversation Open(SqliteConnection connection, byte[] name, bool isRestricted)
    {
        using var free = new Statement(connection, "UPDATE conversations SET name = NULL WHERE name = ?1");
        free.Bind(1, name).Run();
        using var insert = new Statement(connection, "INSERT INTO conversations (name, restricted) VALUES (?1, ?2)");
        insert.Bind(1, name).Bind(2, isRestricted ? 1 : 0).Run();
        return new RoomConversation(Database.Number(connection, "SELECT last_insert_rowid()"), isRestricted, 0);
    }

    /// <summary>A conversation gets another name, or none.</summary>
    private sealed class Renaming(long conversation, byte[]? name) : Work
    {
        public override int Weight => 1;

        public override void Write(Writer writer) => Apply(writer.Connection);

        public void Apply(SqliteConnection connection)
        {
            if (name is not null)
            {
                using var free = new Statement(connection, "UPDATE conversations SET name = NULL WHERE name = ?1 AND id <> ?2");
                free.Bind(1, name).Bind(2, conversation).Run();
            }
            using var rename = new Statement(connection, "UPDATE conversations SET name = ?1 WHERE id = ?2");
            (name is null ? rename.BindNull(1) : rename.Bind(1, name)).Bind(2, conversation).Run();
        }
    }
}
