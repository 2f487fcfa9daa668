using System.Globalization;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Importing.Ergo;

/// <summary>
/// Imports the messages of rooms from Ergo's history in SQLite: its tables <c>history</c> (an item of JSON each) and <c>sequence</c> (of
/// which room, and when). A dump of its MySQL is first brought into two such tables (<see cref="ErgoDump"/>). One thread.
/// </summary>
/// <param name="importer">Where the messages go.</param>
/// <param name="room">The only room that is imported; null for all.</param>
/// <param name="into">The room into which it goes; null for the same one.</param>
/// <param name="isStrict">Whether a row that cannot be read ends it.</param>
internal sealed class ErgoHistory(HistoryImporter importer, string? room, string? into, bool isStrict)
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Whether a file is a database of SQLite.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsDatabase(string path)
    {
        Span<byte> head = stackalloc byte[16];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("SQLite format 3\0"u8);
    }

    /// <summary>Imports a database.</summary>
    /// <param name="path">The database.</param>
    /// <param name="name">What its rows are told to be of.</param>
    /// <param name="moved">Called with the rows so far and their number, from time to time.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreException">It is not Ergo's, or cannot be read.</exception>
    /// <exception cref="ImportStoppedException">A row cannot be read, and that is to end it.</exception>
    public void Read(string path, string name, Action<long, long> moved, CancellationToken cancellation)
    {
        importer.BeginFile();
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        using var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            long rows = Database.Number(connection, "SELECT count(*) FROM sequence");
            using var query = new Statement(connection,
                "SELECT sequence.target, sequence.nanotime, history.id, history.data FROM sequence JOIN history "
                    + "ON history.id = sequence.history_id ORDER BY sequence.target, sequence.nanotime, history.id");
            for (long row = 1; !cancellation.IsCancellationRequested && query.Step(); row++)
            {
                Take(query, name);
                if (row % 1024 == 0) moved(row, rows);
            }
        }
        catch (SqliteException exception)
        {
            throw new StoreException($"{name} is not Ergo's history, or cannot be read: {exception.Message}", exception);
        }
    }

    private void Take(Statement row, string name)
    {
        string target = Encoding.UTF8.GetString(row.View(0));
        if (!target.StartsWith('#'))
        {
            importer.Report.LeaveOut("private messages");
            return;
        }
        if (room is not null && !room.Equals(target, StringComparison.OrdinalIgnoreCase))
        {
            importer.Report.LeaveOut("messages of other rooms");
            return;
        }
        target = into ?? target;
        if (!RoomName.IsValid(Encoding.UTF8.GetBytes(target)))
        {
            Refuse(name, row.Long(2), $"'{target}' cannot be the name of a room here");
            return;
        }
        if (ErgoItem.Read(row.Bytes(3), out string reason) is not { } item)
        {
            if (reason.Length > 0) Refuse(name, row.Long(2), reason);
            else importer.Report.LeaveOut("lines of who came and went, topics, modes and the like");
            return;
        }
        // 64 bits of nanoseconds end in the year 2262.
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(row.Long(1) / NanosecondsPerMillisecond);
        if (MessageForm.Of(time, item.IsNotice, item.Source, target, item.Parts, out reason) is not { } message)
        {
            Refuse(name, row.Long(2), reason);
            return;
        }
        importer.Add(target, message with { Account = importer.AccountOf(item.Account), IsBot = item.IsBot }, TimeSpan.FromSeconds(1));
    }

    private void Refuse(string name, long id, string reason)
    {
        string where = string.Create(CultureInfo.InvariantCulture, $"{name}, row {id} of history");
        importer.Report.Refuse(where, reason, isStrict);
    }
}
