using System.CommandLine;
using System.Globalization;
using ChatSockets.Server.Cluster;
using ChatSockets.Server.Configuration;

namespace ChatSockets.Server.Subcommands;

/// <summary>
/// <c>chat-server cluster</c>: what operators of several servers want to know of all of them. It asks the database alone.
/// </summary>
internal sealed class ClusterCommands(SettingFlags flags, ProgramStreams streams)
{
    public Command Create()
    {
        var status = new Command("status", "Lists the servers of a cluster, and how far each has followed the common log.");
        status.SetAction(result => Status(flags.Read(result, streams.Environment)));
        return new Command("cluster", "Asks the database through which several servers are one chat.") { status };
    }

    private int Status(ConfigurationSources sources)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(sources);
        if (loaded.Errors.Count > 0) return streams.Refuse(loaded.Errors);
        string text = loaded.Options.Server.Cluster;
        if (text.Length == 0)
        {
            return streams.Complain(ExitCode.WrongUsage,
                "Say which database: --cluster 'Host=...;Database=...', CHAT_SERVER_CLUSTER, or \"cluster\" in the file of --config.");
        }
        try
        {
            using var database = new ClusterDatabase(text);
            if (ClusterStatus.Of(database) is not { } status)
                return streams.Complain(ExitCode.CouldNotRun, "No server of a cluster has used that database yet.");
            streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the log is at {status.Position}"));
            foreach (ClusterStatus.Node node in status.Nodes)
            {
                streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"node {node.Id}  {node.Name}  heard of {node.Silence.TotalSeconds:0.0} s ago, at {node.Applied} then"));
            }
            return ExitCode.Done;
        }
        catch (ClusterException exception)
        {
            return streams.Complain(ExitCode.CouldNotRun, exception.Message);
        }
    }
}
