using System.Globalization;
using System.Text;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Importing.Ergo;

/// <summary>
/// Brings a dump of Ergo's MySQL into a database of SQLite with the same two tables, in a file that is deleted afterwards: a dump has all
/// items first, and then where they belong. One thread.
/// </summary>
internal sealed class ErgoDump : IDisposable
{
    private const int Batch = 10_000;

    private static readonly string[] History = ["id", "data", "msgid"];
    private static readonly string[] Sequence = ["id", "target", "nanotime", "history_id"];

    private readonly string _folder = Directory.CreateTempSubdirectory("chat-import-").FullName;

    /// <summary>The database.</summary>
    public string Path => System.IO.Path.Combine(_folder, "ergo.db");

    /// <summary>The items that were found.</summary>
    public long Count { get; private set; }

    /// <summary>Reads a dump.</summary>
    /// <param name="dump">The file.</param>
    /// <param name="moved">Called with the position in it, from time to time.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreException">It is not such a dump, or cannot be kept meanwhile.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Read(string dump, Action<long> moved, CancellationToken cancellation)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // Of no use to anybody when this process ends.
            Database.Execute(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                + "CREATE TABLE history (id INTEGER PRIMARY KEY, data BLOB); "
                + "CREATE TABLE sequence (history_id INTEGER, target TEXT, nanotime INTEGER); BEGIN");
            using var item = new Statement(connection, "INSERT OR REPLACE INTO history VALUES (?1, ?2)");
            using var place = new Statement(connection, "INSERT INTO sequence VALUES (?1, ?2, ?3)");
            using var file = new FileStream(dump, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var inserts = new SqlInserts(file);
            inserts.Read(table => table is "history" or "sequence", (table, columns, values) =>
            {
                cancellation.ThrowIfCancellationRequested();
                if (table == "history")
                {
                    item.Bind(1, Number(columns, History, values, "id")).BindBlob(2, Of(columns, History, values, "data")).Run();
                    Count++;
                }
                else
                {
                    place.Bind(1, Number(columns, Sequence, values, "history_id")).Bind(2, Of(columns, Sequence, values, "target"))
                        .Bind(3, Number(columns, Sequence, values, "nanotime")).Run();
                }
                if (Count % 1024 == 0) moved(inserts.Position);
                if (Count % Batch == 0) Database.Execute(connection, "COMMIT; BEGIN");
            });
            Database.Execute(connection, "COMMIT");
        }
        catch (OperationCanceledException)
        {
            // Nobody reads what is there now.
        }
        catch (InvalidDataException exception)
        {
            throw new StoreException($"{dump} is not a dump of Ergo's history: {exception.Message}.", exception);
        }
        catch (SqliteException exception)
        {
            throw new StoreException($"{dump} cannot be unpacked into {_folder}: {exception.Message}", exception);
        }
        if (Count == 0 && !cancellation.IsCancellationRequested)
            throw new StoreException($"{dump} has no rows of Ergo's table history: is it mysqldump's output, with data?", null);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // It lies where the system deletes such folders by and by.
        }
    }

    private static byte[] Of(IReadOnlyList<string> columns, string[] usual, IReadOnlyList<byte[]?> values, string column)
    {
        IReadOnlyList<string> names = columns.Count > 0 ? columns : usual;
        for (int i = 0; i < names.Count && i < values.Count; i++)
        {
            if (names[i].Equals(column, StringComparison.OrdinalIgnoreCase)) return values[i] ?? [];
        }
        throw new InvalidDataException($"a row has no column {column}");
    }

    private static long Number(IReadOnlyList<string> columns, string[] usual, IReadOnlyList<byte[]?> values, string column) =>
        long.TryParse(Encoding.ASCII.GetString(Of(columns, usual, values, column)), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new InvalidDataException($"the column {column} is not a number");
}
