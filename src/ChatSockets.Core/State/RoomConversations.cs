using System.Collections.Immutable;
using ChatSockets.Protocol;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Core.State;

/// <summary>
/// The conversation of each room. It is found by the room's name, so that messages of an open room are there again when somebody reopens
/// the room. But messages sent while a room is closed (modes i, k, R, s) are only for its members: before the first such line is stored,
/// the store knows that the conversation is closed, from which line on, and which accounts are members. Such a conversation loses its name
/// when the room closes, or at the next start, whichever comes first. So a crash reveals nothing. A room that lasts keeps it until it no
/// longer lasts: see <see cref="RoomTable.Delete"/>. While the room is open, the <see cref="ClosedPeriod"/>s and the attending accounts
/// decide who reads what.
/// </summary>
/// <remarks>
/// A name changes in the file a little later than in the directory. Until then, or longer where the file could not be written, the file is
/// not believed but put right first.
/// </remarks>
internal sealed class RoomConversations(Store store)
{
    private ImmutableList<Renaming> _renamings = [];

    /// <summary>
    /// Ensures that the room's conversation exists, so that messages can be stored; <see cref="IsReady"/> checks under the room's lock
    /// whether that still holds. Under no lock.
    /// </summary>
    /// <exception cref="StoreException">It could not.</exception>
    public void Prepare(Room room)
    {
        LookUp(room);
        AwaitOpening(room);
        while (room.Record.Conversation == 0 && !room.IsClosed)
        {
            byte[] name = room.Name;
            RoomConversation opened = store.Change(connection => FindAfresh(connection, room, name)
                ?? ConversationTable.Open(connection, store.NextConversation(), name));
            TrySet(room, name, opened);
        }
        Beginning? period = null;
        while ((period = BeginPeriod(room, period)) is not null)
        {
            try
            {
                store.Await(period.Change);
            }
            catch (StoreException)
            {
                lock (room.Gate) period.Members.ForEach(static member => member.Attending = null);
                throw;
            }
        }
    }

    /// <summary>Returns whether the room's messages can be stored. Within the room's lock; a closed room needs nothing any more.</summary>
    public static bool IsReady(Room room) => room.IsClosed || (room.Record.Opening is null && IsReadyForEvents(room));

    /// <summary>Returns whether the room's events, for which nobody waits, can be stored.</summary>
    public static bool IsReadyForEvents(Room room) =>
        room.IsClosed || (room.Record.Conversation != 0 && room.Record.IsClosed == room.Modes.IsRestricted);

    /// <summary>
    /// Opens a conversation for a room that has none, so that events are stored before the first message. Under no lock. Nobody waits for
    /// the store: later writes follow it, and the first sender ensures that it exists (<see cref="Prepare"/>).
    /// </summary>
    /// <exception cref="StoreException">It is not known whether it has one.</exception>
    public void Open(Room room)
    {
        LookUp(room);
        lock (room.Gate)
        {
            if (room.IsClosed || !room.Record.IsLookedUp || room.Record.Conversation != 0) return;
            byte[] name = room.Name;
            long id = store.NextConversation();
            var opening = new Change<RoomConversation>(connection => ConversationTable.Open(connection, id, name));
            room.Record.Set(new RoomConversation(id, IsRestricted: false, 0, []));
            room.Record.Opening = opening;
            store.Commits.Submit(opening);
        }
    }

    /// <summary>Looks up whether the room has a conversation, if that is not known yet. Under no lock.</summary>
    /// <exception cref="StoreException">It could not be read.</exception>
    public void LookUp(Room room)
    {
        while (!room.Record.IsLookedUp && !room.IsClosed)
        {
            byte[] name = room.Name;
            bool isUnsettled = !Unsettled().IsEmpty;
            TrySet(room, name, isUnsettled
                ? store.Change(connection => FindAfresh(connection, room, name))
                : store.Read(connection => Find(connection, room, name)));
        }
    }

    /// <summary>
    /// The room has another name. Within its lock: nobody waits for the file. Another conversation of that name, of a room that is no more,
    /// loses it.
    /// </summary>
    public void Rename(Room room) => Rename(room, room.Name);

    /// <summary>The room closes, and is in the directory still. Within its lock.</summary>
    public void Close(Room room)
    {
        if (room.IsRegistered) return;
        if (room.Record.IsRestricted) Rename(room, name: null);
        // What happened in a room in which nobody ever spoke is nobody's to read, and its name is free again.
        else if (room.Record is { IsLookedUp: true, LastSaid: 0, Conversation: not 0 and var conversation })
            store.Submit(connection => ConversationTable.ForgetSilent(connection, conversation));
    }

    /// <summary>
    /// Somebody has entered, or logged in: so the account attends, where anything was ever closed. Within the room's lock.
    /// </summary>
    public void Entered(Room room, Membership member)
    {
        if (room.Record.Closed.IsEmpty || member.User.Account is not { } account || Attends(member, account)) return;
        member.Attending = account;
        long conversation = room.Record.Conversation, since = member.Since;
        store.Submit(connection => ConversationTable.Attend(connection, conversation, account, since));
    }

    /// <summary>
    /// A member has left for good, and the account does not attend any more. Within the room's lock, after the member is out of it.
    /// </summary>
    public void Left(Room room, Membership member)
    {
        // As long as it is not known whether the room was ever closed, it may have been.
        if ((member.Attending ?? (room.Record.IsLookedUp ? null : member.User.Account)) is not { } account) return;
        if (room.Members.Any(other => CaseMapping.Ascii.Equals(other.Attending ?? other.User.Account, account))) return;
        long conversation = room.Record.Conversation;
        byte[] name = room.Name;
        store.Submit(connection => ConversationTable.Leave(connection, conversation, name, account));
    }

    /// <summary>
    /// From which id on an account has been a member of a room that was closed, with or without a connection; null where it is not known to
    /// be one. Under no lock.
    /// </summary>
    /// <exception cref="StoreException">It could not be read.</exception>
    public long? AttendingSince(long conversation, byte[] account) =>
        store.Read(connection => ConversationTable.AttendingSince(connection, conversation, account));

    /// <summary>
    /// Returns whether nothing but the room's own messages is stored under a name. While the name is reserved, so that it stays so; in the
    /// store's turn, after all messages sent under that name. Under no lock.
    /// </summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public bool IsFree(byte[] name, Room room)
    {
        long own = room.Record.Conversation;
        return store.Change(connection =>
        {
            Flush(connection);
            return ConversationTable.IsFree(connection, name, own);
        });
    }

    // Where it could not be opened, it is now, under the same number: events that came behind it may be there already.
    private void AwaitOpening(Room room)
    {
        if (room.Record.Opening is not { } opening) return;
        if (!store.Commits.Await(opening)) throw new StoreException(Commits.Unknown, null);
        long id = room.Record.Conversation;
        if (opening.Failure is not null) store.Change(connection => ConversationTable.Open(connection, id, room.Name));
        lock (room.Gate) room.Record.Opening = null;
    }

    private static bool Attends(Membership member, byte[] account) =>
        member.Attending is { } known && CaseMapping.Ascii.Equals(known, account);

    // Takes over what the store has written meanwhile, ends a period of a room that is not closed any more, and begins the one of a room
    // that is: nothing has been said since it was closed, because that waits for this. Submitted within the lock, so that who leaves after
    // it is taken out again after it.
    private Beginning? BeginPeriod(Room room, Beginning? written)
    {
        lock (room.Gate)
        {
            RoomRecord record = room.Record;
            if (written is not null && !record.IsClosed)
            {
                if (record.Closed.Length > 0 && record.Closed[^1].First == written.First) record.CloseUntil(ClosedPeriod.Open);
                else record.Restrict(Math.Max(written.First, record.Boundary));
            }
            if (IsReady(room)) return null;
            long conversation = record.Conversation, id = store.Ids.Take(1);
            if (record.IsClosed)
            {
                record.CloseUntil(id);
                // Where that fails, what is said from now on counts as closed after the next start.
                store.Submit(connection => ConversationTable.EndPeriod(connection, conversation, id));
                return null;
            }
            long first = record.Closed.Length < ClosedPeriod.Maximum ? id : record.Closed[^1].First;
            List<Membership> members =
                [.. room.Members.Where(static member => member.User.Account is { } account && !Attends(member, account))];
            foreach (Membership member in members) member.Attending = member.User.Account;
            (byte[] Account, long Since)[] accounts = [.. members.Select(static member => (member.Attending!, member.Since))];
            var change = new Change<bool>(connection =>
            {
                ConversationTable.BeginPeriod(connection, conversation, first, accounts);
                return true;
            });
            store.Commits.Submit(change);
            return new Beginning(first, members, change);
        }
    }

    // A period that is on its way to the store, with those of whom it says that they attend.
    private sealed record Beginning(long First, List<Membership> Members, Change<bool> Change);

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
        ImmutableInterlocked.Update(ref _renamings,
            static list => list.RemoveRange(0, list.TakeWhile(static renaming => renaming.IsDecided && renaming.Failure is null).Count()));
        return _renamings;
    }

    // The room may have got another name since: then this was not its conversation.
    private void TrySet(Room room, byte[] name, RoomConversation? found)
    {
        lock (room.Gate)
        {
            if (!CaseMapping.Ascii.Equals(name, room.Name)) return;
            room.Record.Set(found);
            // Who came before it was known that the room was ever closed.
            foreach (Membership member in room.Members) Entered(room, member);
        }
    }

    private void Flush(SqliteConnection connection)
    {
        foreach (Renaming renaming in Unsettled()) renaming.Apply(connection);
    }

    // In the writer's turn: what was to be renamed before is, or is now.
    private RoomConversation? FindAfresh(SqliteConnection connection, Room room, byte[] name)
    {
        Flush(connection);
        return Find(connection, room, name);
    }

    private static RoomConversation? Find(SqliteConnection connection, Room room, byte[] name) =>
        ConversationTable.Find(connection, name, mayBeRestricted: room.IsRegistered || room.IsReopened);

    /// <summary>A conversation gets another name, or none.</summary>
    private sealed class Renaming(long conversation, byte[]? name) : PendingWrite
    {
        public override int Weight => 1;

        public override void Write(Writer writer) => Apply(writer.Connection);

        public void Apply(SqliteConnection connection) => ConversationTable.Rename(connection, conversation, name);
    }
}
