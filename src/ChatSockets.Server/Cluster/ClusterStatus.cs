using ChatSockets.Core.Entries;
using Npgsql;

namespace ChatSockets.Server.Cluster;

/// <summary>How a cluster is doing, as its database tells it.</summary>
/// <param name="Position">The log's last record.</param>
/// <param name="Nodes">The servers that belong to the chat, in the order in which they came.</param>
internal sealed record ClusterStatus(long Position, IReadOnlyList<ClusterStatus.Node> Nodes)
{
    /// <summary>A server of the cluster.</summary>
    /// <param name="Id">Its number: the position at which it came.</param>
    /// <param name="Name">Its machine and port.</param>
    /// <param name="Silence">How long ago it was heard of.</param>
    /// <param name="Applied">The last record that it had applied then.</param>
    internal sealed record Node(long Id, string Name, TimeSpan Silence, long Applied);

    /// <summary>Asks the database; null where no server has used it yet.</summary>
    /// <exception cref="ClusterException">It does not answer.</exception>
    public static ClusterStatus? Of(ClusterDatabase database)
    {
        try
        {
            using NpgsqlConnection connection = database.Open();
            return ClusterDatabase.Reach(() => Read(connection));
        }
        catch (LogUnreachableException exception)
        {
            throw new ClusterException(exception.Message, exception);
        }
    }

    private static ClusterStatus? Read(NpgsqlConnection connection)
    {
        using var exists = new NpgsqlCommand("SELECT to_regclass('chat_head') IS NOT NULL", connection);
        if (exists.ExecuteScalar() is not true) return null;
        using var head = new NpgsqlCommand("SELECT position FROM chat_head", connection);
        long position = (long)head.ExecuteScalar()!;
        using var query = new NpgsqlCommand(
            "SELECT id, name, extract(epoch FROM clock_timestamp() - seen)::float8, applied FROM chat_nodes WHERE NOT is_gone ORDER BY id",
            connection);
        using NpgsqlDataReader reader = query.ExecuteReader();
        var nodes = new List<Node>();
        while (reader.Read())
            nodes.Add(new Node(reader.GetInt64(0), reader.GetString(1), TimeSpan.FromSeconds(reader.GetDouble(2)), reader.GetInt64(3)));
        return new ClusterStatus(position, nodes);
    }
}
