using Npgsql;

namespace ChatSockets.Server.Cluster;

/// <summary>
/// The tables and functions of a shared log in PostgreSQL, in the schema that the connection writes to. A released step never changes:
/// later needs are further steps, and <c>chat_head.version</c> says how many the database has had.
/// </summary>
/// <remarks>
/// The row of <c>chat_head</c> is locked from the moment a position is given until that is committed. So positions have no gap and become
/// visible in their order, which a sequence would promise neither of. Nothing is decided by two statements: whoever appends is asked
/// whether it is gone, and whether it has appended that before, under the same lock.
/// </remarks>
internal static class ClusterSchema
{
    /// <summary>Steps in order; step n takes a database from version n to n + 1.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE chat_head (
            one boolean PRIMARY KEY DEFAULT true CHECK (one),
            version integer NOT NULL,
            run bigint NOT NULL,
            position bigint NOT NULL,
            at timestamptz NOT NULL
        );

        CREATE TABLE chat_log (
            position bigint PRIMARY KEY,
            at timestamptz NOT NULL,
            seed bigint NOT NULL,
            node bigint NOT NULL,
            batch bigint NOT NULL,
            entries bytea NOT NULL,
            UNIQUE (node, batch)
        );

        CREATE TABLE chat_nodes (
            id bigint PRIMARY KEY,
            name text NOT NULL,
            seen timestamptz NOT NULL,
            applied bigint NOT NULL DEFAULT 0,
            is_gone boolean NOT NULL DEFAULT false
        );

        CREATE FUNCTION chat_add(of_node bigint, of_batch bigint, of_seed bigint, of_entries bytea) RETURNS bigint
        LANGUAGE plpgsql AS $$
        DECLARE
            new_position bigint;
            new_at timestamptz;
        BEGIN
            UPDATE chat_head SET position = position + 1, at = greatest(at, clock_timestamp())
                RETURNING position, at INTO new_position, new_at;
            INSERT INTO chat_log VALUES (new_position, new_at, of_seed, of_node, of_batch, of_entries);
            PERFORM pg_notify('chat_log', '');
            RETURN new_position;
        END $$;

        -- Answers the position; null to a node that is gone.
        CREATE FUNCTION chat_append(of_node bigint, of_batch bigint, of_seed bigint, of_entries bytea, of_name text) RETURNS bigint
        LANGUAGE plpgsql AS $$
        DECLARE
            old_position bigint;
            new_position bigint;
        BEGIN
            PERFORM 1 FROM chat_head FOR UPDATE;
            SELECT position INTO old_position FROM chat_log WHERE node = of_node AND batch = of_batch;
            IF FOUND THEN RETURN old_position; END IF;
            IF of_node <> 0 AND NOT EXISTS (SELECT 1 FROM chat_nodes WHERE id = of_node AND NOT is_gone) THEN RETURN NULL; END IF;
            new_position := chat_add(of_node, of_batch, of_seed, of_entries);
            IF of_node = 0 THEN
                -- Of a log that was restored without its nodes there may be one already.
                INSERT INTO chat_nodes (id, name, seen) VALUES (new_position, of_name, clock_timestamp())
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name, seen = excluded.seen, applied = 0, is_gone = false;
            ELSIF of_batch = 9223372036854775807 THEN
                -- Its last one.
                UPDATE chat_nodes SET is_gone = true WHERE id = of_node;
            END IF;
            RETURN new_position;
        END $$;

        -- A node says that it is there; answers whether it still belongs to the chat.
        CREATE FUNCTION chat_renew(of_node bigint, of_applied bigint) RETURNS boolean
        LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE chat_nodes SET seen = clock_timestamp(), applied = of_applied WHERE id = of_node AND NOT is_gone;
            RETURN FOUND;
        END $$;

        -- A node is gone, if nothing has been heard of it for so long: what it has not appended by now it never will.
        CREATE FUNCTION chat_fence(of_node bigint, silence interval, of_seed bigint, of_entries bytea) RETURNS boolean
        LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM 1 FROM chat_head FOR UPDATE;
            UPDATE chat_nodes SET is_gone = true WHERE id = of_node AND NOT is_gone AND seen < clock_timestamp() - silence;
            IF NOT FOUND THEN RETURN false; END IF;
            PERFORM chat_add(0, -of_node, of_seed, of_entries);
            RETURN true;
        END $$;
        """,
    ];

    // Any number that other programs do not take in the same database.
    private const long MigrationLock = 0x43686174;

    /// <summary>Brings the database to this version's schema. Several servers may do so at once.</summary>
    /// <param name="connection">A connection to the primary, which is closed afterwards.</param>
    /// <param name="run">What tells the msgids of this chat from others', if the database has none yet.</param>
    /// <exception cref="NpgsqlException">It could not be done.</exception>
    /// <exception cref="ClusterException">The database was made by a newer version.</exception>
    public static void Migrate(NpgsqlConnection connection, ulong run)
    {
        // Those who may not create anything need not, once somebody else has.
        if (Version(connection) == Steps.Length) return;
        // Until the connection is closed, and before the transaction begins: one that had waited would look into its old catalog.
        Execute(connection, $"SELECT pg_advisory_lock({MigrationLock})");
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        int version = Version(connection);
        if (version > Steps.Length)
        {
            throw new ClusterException(
                $"The database was written by a newer version of chat-server (schema {version}, this one knows {Steps.Length}).");
        }
        for (int step = version; step < Steps.Length; step++) Execute(connection, Steps[step]);
        if (version == 0)
        {
            using var head = new NpgsqlCommand("INSERT INTO chat_head (version, run, position, at) VALUES ($1, $2, 0, clock_timestamp())",
                connection);
            head.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Steps.Length });
            head.Parameters.Add(new NpgsqlParameter<long> { TypedValue = unchecked((long)run) });
            head.ExecuteNonQuery();
        }
        else
        {
            Execute(connection, $"UPDATE chat_head SET version = {Steps.Length}");
        }
        transaction.Commit();
    }

    private static int Version(NpgsqlConnection connection)
    {
        using var exists = new NpgsqlCommand("SELECT to_regclass('chat_head') IS NOT NULL", connection);
        if (exists.ExecuteScalar() is not true) return 0;
        using var version = new NpgsqlCommand("SELECT version FROM chat_head", connection);
        return version.ExecuteScalar() as int? ?? 0;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
