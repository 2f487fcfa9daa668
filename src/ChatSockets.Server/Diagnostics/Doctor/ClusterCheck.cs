using System.Globalization;
using ChatSockets.Server.Cluster;

namespace ChatSockets.Server.Diagnostics.Doctor;

/// <summary>Whether the database of a cluster can be reached, and what it says of the servers.</summary>
internal static class ClusterCheck
{
    private const string Name = "cluster";

    public static IEnumerable<Finding> Run(ServerOptions options)
    {
        if (options.Cluster.Length == 0) yield break;
        yield return Find(options.Cluster);
    }

    private static Finding Find(string cluster)
    {
        try
        {
            using var database = new ClusterDatabase(cluster);
            if (ClusterStatus.Of(database) is not { } status)
                return new Finding(Name, Verdict.Ok, "The database answers. No server has used it yet; the first one makes its tables.");
            ClusterStatus.Node[] silent = [.. status.Nodes.Where(node => node.Silence > Lease.Silence)];
            return silent.Length == 0
                ? new Finding(Name, Verdict.Ok, string.Create(CultureInfo.InvariantCulture,
                    $"The database answers; {status.Nodes.Count} servers are there, and the log is at {status.Position}."))
                : new Finding(Name, Verdict.Warn, $"Nothing is heard of {string.Join(", ", silent.Select(node => node.Name))}.",
                    "Another server of the cluster has its users leave, if there is one.");
        }
        catch (ClusterException exception)
        {
            return new Finding(Name, Verdict.Fail, $"{char.ToUpperInvariant(exception.Message[0])}{exception.Message[1..]}",
                "See that PostgreSQL runs, and that host, database, user and password of --cluster are right.");
        }
    }
}
