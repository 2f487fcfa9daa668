using System.Text;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage.Sqlite;

/// <summary>Writes groups of lines, each in one transaction. The store's thread alone uses it.</summary>
internal sealed class LineWriter : IDisposable
{
    private static readonly string[] Names = ["$id", "$conversation", "$time", "$kind", "$source", "$account", "$bot", "$tags", "$text"];

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _index;
    private readonly SqliteParameter[] _values;
    private readonly HashSet<long> _opened = [];
    private readonly SqliteParameter _indexId;
    private readonly SqliteParameter _indexText;

    public LineWriter(Database database)
    {
        _connection = database.Open();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO lines VALUES ($id, $conversation, $time, $kind, $source, $account, $bot, $tags, $text)";
        _values = [.. Names.Select(name => _insert.Parameters.Add(new SqliteParameter { ParameterName = name }))];
        _index = _connection.CreateCommand();
        _index.CommandText = "INSERT INTO words (rowid, text) VALUES ($id, $text)";
        _indexId = _index.Parameters.Add("$id", SqliteType.Integer);
        _indexText = _index.Parameters.Add("$text", SqliteType.Text);
        _insert.Prepare();
        _index.Prepare();
    }

    /// <summary>The conversations that the last group has opened.</summary>
    public IReadOnlyCollection<long> Opened => _opened;

    /// <param name="group">What is to be written.</param>
    /// <param name="unsaved">The names of conversations that may not be in the file yet.</param>
    /// <exception cref="StoreException">Nothing was written.</exception>
    public void Commit(IReadOnlyList<Submission> group, IReadOnlyDictionary<long, byte[]> unsaved)
    {
        _opened.Clear();
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
            _insert.Transaction = _index.Transaction = transaction;
            foreach (Submission submission in group)
            {
                foreach (StoredLine line in submission.Lines)
                {
                    if (unsaved.TryGetValue(line.Conversation, out byte[]? name) && _opened.Add(line.Conversation)) Open(line.Conversation, name);
                    Insert(line);
                }
            }
            transaction.Commit();
        }
        catch (SqliteException exception)
        {
            throw Trouble.Working(exception);
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _index.Dispose();
        _connection.Dispose();
    }

    private void Open(long conversation, byte[] name)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.Transaction = _insert.Transaction;
        command.CommandText = "INSERT INTO conversations VALUES ($id, $name)";
        command.Parameters.AddWithValue("$id", conversation);
        command.Parameters.AddWithValue("$name", Encoding.UTF8.GetString(name));
        command.ExecuteNonQuery();
    }

    private void Insert(StoredLine line)
    {
        string text = Encoding.UTF8.GetString(line.Text);
        object[] values =
        [
            line.Id, line.Conversation, line.Time, (long)line.Kind, Encoding.UTF8.GetString(line.Source),
            line.Account is null ? DBNull.Value : Encoding.UTF8.GetString(line.Account), line.IsBot ? 1L : 0L,
            line.Tags is null ? DBNull.Value : Encoding.UTF8.GetString(line.Tags), text,
        ];
        for (int i = 0; i < values.Length; i++) _values[i].Value = values[i];
        _insert.ExecuteNonQuery();
        if (line.Kind > LineKind.Multiline) return;
        _indexId.Value = line.Id;
        _indexText.Value = text;
        _index.ExecuteNonQuery();
    }
}
