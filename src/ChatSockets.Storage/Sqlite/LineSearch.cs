using System.Text;
using ChatSockets.Protocol;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>The result of one step of a search.</summary>
/// <param name="Found">The matching lines, in the order of the search.</param>
/// <param name="Looked">The number of scanned lines.</param>
/// <param name="Last">The id of the last scanned line; 0 for none.</param>
internal readonly record struct SearchStep(List<StoredLine> Found, int Looked, long Last);

/// <summary>
/// Finds lines by words and sender, a few at a time: each step scans some lines and returns how far it has come. The index returns the
/// lines with the words. A word prefix is replaced by the words that begin with it if they are few; if they are many, matching lines are
/// everywhere and are found by scanning. (SQLite itself would merge the lists of all these words for each query.)
/// </summary>
/// <param name="words">The words that a line must contain; null for any text.</param>
/// <param name="nickname">The sender; null for anybody.</param>
/// <param name="isFromEnd">Whether it searches backwards.</param>
internal sealed class LineSearch(List<SearchedWord>? words, byte[]? nickname, bool isFromEnd)
{
    // Of all beginnings together.
    private const int MaximumWords = 64;

    private bool _isPrepared;
    private string? _indexed;
    private string? _rest;
    private bool _isInVain;

    /// <summary>Looks at the next lines of a range: those behind, or before, the last that the step before looked at.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public SearchStep Step(SqliteConnection connection, in LineRange range, int count)
    {
        if (!_isPrepared) Prepare(connection);
        if (_isInVain) return new SearchStep([], 0, 0);
        SearchStep step = _indexed is null ? All(connection, range, count) : ByIndex(connection, range, count);
        return _rest is null || step.Found.Count == 0 ? step : step with { Found = ScratchIndex.Fitting(connection, step.Found, _rest) };
    }

    private string Order => isFromEnd ? "DESC" : "ASC";

    private SearchStep All(SqliteConnection connection, in LineRange range, int count)
    {
        using var query = new Statement(
            connection,
                $"SELECT {LineQuery.Columns} FROM lines WHERE conversation = ?1 AND id > ?2 AND id < ?3 ORDER BY id {Order} LIMIT ?4");
        query.Bind(1, range.Conversation).Bind(2, range.After).Bind(3, range.Before).Bind(4, count);
        return Look(query, static query => query);
    }

    private SearchStep ByIndex(SqliteConnection connection, in LineRange range, int count)
    {
        long conversation = range.Conversation;
        using var query = new Statement(connection,
            $"SELECT rowid FROM words WHERE words MATCH ?1 AND rowid > ?2 AND rowid < ?3 ORDER BY rowid {Order} LIMIT ?4");
        using var line = new Statement(connection, $"SELECT {LineQuery.Columns} FROM lines WHERE conversation = ?1 AND id = ?2");
        query.Bind(1, Encoding.UTF8.GetBytes($"place : {WordQuery.Place(conversation)} AND text : ({_indexed})")).Bind(2, range.After)
            .Bind(3, range.Before).Bind(4, count);
        return Look(query, query =>
        {
            line.Reset();
            return line.Bind(1, conversation).Bind(2, query.Long(0)).Step() ? line : null;
        });
    }

    private SearchStep Look(Statement query, Func<Statement, Statement?> line)
    {
        var found = new List<StoredLine>();
        int looked = 0;
        long last = 0;
        for (; query.Step(); looked++)
        {
            last = query.Long(0);
            // Where it has been erased since, there is none.
            if (line(query) is { } row && IsFrom(row.View(2))) found.Add(LineQuery.Row(row));
        }
        return new SearchStep(found, looked, last);
    }

    private bool IsFrom(ReadOnlySpan<byte> source) => nickname is null || CaseMapping.Ascii.Equals(Source.Parse(source).Name, nickname);

    private void Prepare(SqliteConnection connection)
    {
        _isPrepared = true;
        int left = MaximumWords;
        List<string> indexed = [], rest = [];
        foreach (SearchedWord word in words ?? [])
        {
            if (!word.IsBeginning) indexed.Add(word.Expression);
            else if (ScratchIndex.Words(connection, word.Text, left) is { } all)
            {
                left -= all.Count;
                _isInVain |= all.Count == 0;
                indexed.Add($"({string.Join(" OR ", all.Select(one => $"\"{one}\""))})");
            }
            else rest.Add(word.Expression);
        }
        if (indexed.Count > 0) _indexed = string.Join(" AND ", indexed);
        if (rest.Count > 0) _rest = string.Join(" AND ", rest);
    }
}
