namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// The tables of the file. A released step never changes: later needs are further steps, and <c>user_version</c> says how many the file has
/// had.
/// </summary>
internal static class Schema
{
    /// <summary>Stands in the file's header and tells it from other programs' (PRAGMA application_id): "Chat".</summary>
    public const int ApplicationId = 0x43686174;

    /// <summary>Steps in order; step n takes a file from version n to n + 1.</summary>
    public static readonly IReadOnlyList<string> Steps =
    [
        $"""
        PRAGMA application_id = {ApplicationId};

        CREATE TABLE settings (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT UNIQUE COLLATE NOCASE,
            restricted INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE pairs (
            own TEXT COLLATE NOCASE NOT NULL,
            other TEXT COLLATE NOCASE NOT NULL,
            conversation INTEGER NOT NULL,
            PRIMARY KEY (own, other)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE lines (
            conversation INTEGER NOT NULL,
            id INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            source TEXT NOT NULL,
            account TEXT,
            is_bot INTEGER NOT NULL,
            tags TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (conversation, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE events (
            conversation INTEGER NOT NULL,
            id INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            source TEXT NOT NULL,
            account TEXT,
            is_bot INTEGER NOT NULL,
            tags TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (conversation, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE accounts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            keys TEXT,
            created INTEGER NOT NULL,
            is_always_on INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE certificates (
            fingerprint TEXT PRIMARY KEY,
            account INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE once (
            account TEXT NOT NULL COLLATE NOCASE,
            token TEXT NOT NULL,
            conversation INTEGER NOT NULL,
            line INTEGER NOT NULL,
            PRIMARY KEY (account, token)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX once_by_line ON once (line);

        CREATE TABLE read_markers (
            account TEXT NOT NULL COLLATE NOCASE,
            target TEXT NOT NULL COLLATE NOCASE,
            time INTEGER NOT NULL,
            PRIMARY KEY (account, target)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE rooms (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            founder TEXT NOT NULL COLLATE NOCASE,
            registered INTEGER NOT NULL,
            created INTEGER NOT NULL,
            topic TEXT,
            topic_set_by TEXT,
            topic_set_at INTEGER,
            modes TEXT NOT NULL
        ) STRICT;

        CREATE INDEX rooms_by_founder ON rooms (founder);

        CREATE TABLE room_roles (
            room INTEGER NOT NULL,
            account TEXT NOT NULL COLLATE NOCASE,
            status TEXT NOT NULL,
            place INTEGER NOT NULL,
            PRIMARY KEY (room, account)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX room_roles_by_account ON room_roles (account);

        CREATE TABLE room_masks (
            room INTEGER NOT NULL,
            list TEXT NOT NULL,
            place INTEGER NOT NULL,
            mask TEXT NOT NULL,
            set_by TEXT NOT NULL,
            set_at INTEGER NOT NULL,
            PRIMARY KEY (room, list, place)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE room_metadata (
            room INTEGER NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (room, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mailbox (
            account TEXT NOT NULL COLLATE NOCASE,
            line INTEGER NOT NULL,
            conversation INTEGER NOT NULL,
            PRIMARY KEY (account, line)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE kept_users (
            account TEXT PRIMARY KEY COLLATE NOCASE,
            nickname TEXT NOT NULL,
            username TEXT NOT NULL,
            real_name TEXT NOT NULL,
            away TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE kept_memberships (
            account TEXT NOT NULL COLLATE NOCASE,
            room TEXT NOT NULL COLLATE NOCASE,
            modes INTEGER NOT NULL,
            PRIMARY KEY (account, room)
        ) STRICT, WITHOUT ROWID;

        CREATE VIRTUAL TABLE words USING fts5 (
            text, place,
            content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2"
        );

        -- Its parts are merged when WordIndex says so, in small pieces, and not when somebody's line is being committed.
        INSERT INTO words (words, rank) VALUES ('automerge', 0);

        CREATE TABLE retention (
            room TEXT PRIMARY KEY COLLATE NOCASE,
            seconds INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE server_bans (
            id INTEGER PRIMARY KEY,
            is_network INTEGER NOT NULL,
            text TEXT NOT NULL,
            reason TEXT NOT NULL,
            set_by TEXT NOT NULL,
            set_at INTEGER NOT NULL,
            expires INTEGER
        ) STRICT;
        """,
        """
        -- An account, or a tilde and a network; nothing for what was left before this was known.
        ALTER TABLE mailbox ADD COLUMN sender TEXT NOT NULL DEFAULT '' COLLATE NOCASE;

        -- User mode R, for the time when nobody is there.
        ALTER TABLE accounts ADD COLUMN accounts_only INTEGER NOT NULL DEFAULT 0;
        """,
        // Rooms that are not registered last too, while an always-on user is in them, and all of such a user does. What was said in a
        // conversation while its room was closed stands between two ids; where only the mark is known, all of it was, and nobody but its
        // always-on members is known to have heard it.
        """
        CREATE TABLE lasting_rooms (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            founder TEXT COLLATE NOCASE,
            registered INTEGER,
            created INTEGER NOT NULL,
            topic TEXT,
            topic_set_by TEXT,
            topic_set_at INTEGER,
            modes TEXT NOT NULL
        ) STRICT;

        INSERT INTO lasting_rooms SELECT id, name, founder, registered, created, topic, topic_set_by, topic_set_at, modes FROM rooms;
        DROP TABLE rooms;
        ALTER TABLE lasting_rooms RENAME TO rooms;
        CREATE INDEX rooms_by_founder ON rooms (founder);

        ALTER TABLE kept_users ADD COLUMN modes TEXT NOT NULL DEFAULT '';

        CREATE TABLE kept_user_metadata (
            account TEXT NOT NULL COLLATE NOCASE,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (account, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE closed_periods (
            conversation INTEGER NOT NULL,
            first INTEGER NOT NULL,
            until INTEGER,
            PRIMARY KEY (conversation, first)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE attendance (
            conversation INTEGER NOT NULL,
            account TEXT NOT NULL COLLATE NOCASE,
            since INTEGER NOT NULL,
            PRIMARY KEY (conversation, account)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO closed_periods SELECT id, 0, NULL FROM conversations WHERE restricted = 1;
        INSERT OR IGNORE INTO attendance
            SELECT conversations.id, account, 0 FROM kept_memberships JOIN conversations ON name = room WHERE restricted = 1;
        """,
        """
        CREATE TABLE id_epochs (
            first INTEGER PRIMARY KEY,
            ahead INTEGER NOT NULL
        ) STRICT;
        """,
        """
        CREATE TABLE told (
            account TEXT NOT NULL COLLATE NOCASE,
            conversation INTEGER NOT NULL,
            up_to INTEGER NOT NULL,
            PRIMARY KEY (account, conversation)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE hooks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            hash TEXT NOT NULL UNIQUE,
            room TEXT NOT NULL COLLATE NOCASE,
            name TEXT NOT NULL COLLATE NOCASE,
            made_by TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            UNIQUE (room, name)
        ) STRICT;

        CREATE TABLE outgoing_hooks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            room TEXT NOT NULL COLLATE NOCASE,
            name TEXT NOT NULL COLLATE NOCASE,
            url TEXT NOT NULL,
            pattern TEXT NOT NULL,
            made_by TEXT NOT NULL,
            UNIQUE (room, name)
        ) STRICT;
        """,
        """
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            is_refused INTEGER NOT NULL,
            operator TEXT NOT NULL,
            source TEXT NOT NULL,
            what TEXT NOT NULL,
            whom TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT;

        CREATE INDEX audit_by_kind ON audit (is_refused);
        """,
        // As Confusables has it.
        """
        ALTER TABLE accounts ADD COLUMN skeleton TEXT COLLATE NOCASE GENERATED ALWAYS AS (
            replace(lower(replace(replace(replace(replace(name, '0', 'o'), '1', 'l'), 'I', 'l'), '|', 'l')), 'rn', 'm')
        ) VIRTUAL;

        CREATE INDEX accounts_by_skeleton ON accounts (skeleton);
        """,
    ];
}
