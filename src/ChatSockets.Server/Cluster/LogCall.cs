using Npgsql;

namespace ChatSockets.Server.Cluster;

/// <summary>
/// A statement that appends to the log, on a connection of its own meanwhile. It is never canceled: one that waits for a standby would be
/// seen then without being safe, and Npgsql cancels what takes longer than its time. So it has no time, and whoever waits no longer leaves
/// it to itself.
/// </summary>
internal sealed class LogCall
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly Task<object?> _answer;

    /// <summary>Sends it.</summary>
    /// <param name="connection">A connection on which nothing else happens until it has answered.</param>
    /// <param name="command">The statement, which returns one value.</param>
    public LogCall(NpgsqlConnection connection, NpgsqlCommand command)
    {
        (_connection, _command) = (connection, command);
        command.Connection = connection;
        command.CommandTimeout = 0;
        _answer = command.ExecuteScalarAsync();
    }

    /// <summary>Whether it has answered, or failed.</summary>
    public bool IsOver => _answer.IsCompleted;

    /// <summary>Waits for the answer. Returns false where it has not come by then.</summary>
    /// <exception cref="NpgsqlException">It failed, or nobody knows.</exception>
    public bool TryWait(TimeSpan time, out object? answer)
    {
        answer = null;
        if (Task.WaitAny([_answer], time) < 0) return false;
        _command.Dispose();
        answer = _answer.GetAwaiter().GetResult();
        return true;
    }

    /// <summary>It is not waited for any more. Its connection goes when it has an end.</summary>
    public void Abandon() => _answer.ContinueWith(
        static (answer, connection) =>
        {
            _ = answer.Exception;
            ((NpgsqlConnection)connection!).Dispose();
        },
        _connection, TaskScheduler.Default);
}
