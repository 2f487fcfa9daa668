namespace ChatSockets.Server.Storage.Sqlite;

/// <summary>
/// The file's tables. A step once released never changes: what is needed next is another step, and the file says in <c>user_version</c> how many it has
/// seen.
/// </summary>
internal static class Schema
{
    /// <summary>Steps in order; step n takes a file from version n to n + 1.</summary>
    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE
        ) STRICT;

        CREATE TABLE lines (
            id INTEGER PRIMARY KEY,
            conversation INTEGER NOT NULL,
            time INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            source TEXT NOT NULL,
            account TEXT,
            is_bot INTEGER NOT NULL,
            tags TEXT,
            text TEXT NOT NULL
        ) STRICT;

        CREATE INDEX lines_by_conversation ON lines (conversation, time);

        CREATE VIRTUAL TABLE words USING fts5 (text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");

        CREATE TABLE settings (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT;
        """,
    ];
}
