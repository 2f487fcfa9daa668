using System.Net.Sockets;
using System.Security.Cryptography;
using ChatSockets.Core.Entries;
using Npgsql;

namespace ChatSockets.Server.Cluster;

/// <summary>The PostgreSQL database of a cluster: connections to its primary, whichever of the named hosts that is. Any thread.</summary>
internal sealed class ClusterDatabase : IDisposable
{
    // Of seconds. Whoever waits longer than that for an answer asks anew, over another connection.
    private const int ConnectTime = 5;
    private const int CommandTime = 10;

    private readonly NpgsqlMultiHostDataSource _source;

    /// <param name="text">As the setting <c>cluster</c> has it.</param>
    /// <exception cref="ClusterException">It is no connection string.</exception>
    public ClusterDatabase(string text)
    {
        NpgsqlConnectionStringBuilder settings = Parse(text);
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableTransportSecurity();
        builder.EnableArrays();
        _source = builder.BuildMultiHost();
    }

    /// <summary>Why a text is no connection string, for people; null where it is one.</summary>
    public static string? Check(string text)
    {
        try
        {
            Parse(text);
            return null;
        }
        catch (ClusterException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>A connection of its own to the primary.</summary>
    /// <exception cref="LogUnreachableException">There is none.</exception>
    public NpgsqlConnection Open() => Reach(() => _source.OpenConnection(TargetSessionAttributes.Primary), isAsked: false);

    /// <summary>Does something with the database, and tells its failures as what they mean: the log cannot be reached.</summary>
    /// <exception cref="LogUnreachableException">It failed, or nobody knows.</exception>
    public static T Reach<T>(Func<T> use, bool isAsked = true)
    {
        try
        {
            return use();
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or IOException or TimeoutException
            or InvalidOperationException or ObjectDisposedException)
        {
            throw new LogUnreachableException($"the servers' database cannot be used: {Reason(exception)}", exception)
            {
                WasAsked = isAsked,
            };
        }
    }

    /// <summary>Numbers that nobody can foresee.</summary>
    public static long Random() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    public void Dispose() => _source.Dispose();

    private static string Reason(Exception exception)
    {
        while (exception is not PostgresException && exception.InnerException is { } inner) exception = inner;
        return (exception is PostgresException postgres ? postgres.MessageText : exception.Message).TrimEnd('.') + ".";
    }

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(text)
            {
                ApplicationName = "chat-server",
                Timeout = ConnectTime,
                CommandTimeout = CommandTime,
                // What takes too long is given up at once. (What must not be canceled is a LogCall.)
                CancellationTimeout = -1,
                // A host that was the standby a moment ago may be the primary now.
                HostRecheckSeconds = 0,
                Pooling = false,
                TcpKeepAlive = true,
            };
            return string.IsNullOrEmpty(settings.Host) ? throw new ArgumentException("it names no host.") : settings;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new ClusterException(
                "The cluster is not a connection string of PostgreSQL, as 'Host=db1,db2;Database=chat;Username=chat;Password=...' is: "
                    + exception.Message);
        }
    }
}
