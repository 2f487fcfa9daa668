using System.Net;
using ChatSockets.Storage;

namespace ChatSockets.Server.Diagnostics.Control;

/// <summary>Finds a server that runs here, and what it says of itself on its control socket.</summary>
internal static class RunningServer
{
    private static readonly SnapshotRequest OfServerAlone = new() { Connections = 0, Rooms = 0 };

    /// <summary>The server that has a data folder.</summary>
    /// <exception cref="IOException">None has it, or it cannot be asked; the message says what to do.</exception>
    public static ServerSnapshot On(string folder)
    {
        if (DataFolder.Process(folder) is not { } process)
            throw new IOException($"No server is running on {folder}: name the server with --port or --data, as it was started.");
        try
        {
            return ControlClient.Ask(ControlPath.Of(folder, process), OfServerAlone).Server;
        }
        catch (IOException exception)
        {
            throw new IOException($"The server on {folder} (process {process}) cannot be asked where it listens: {exception.Message} "
                + "Name its port with --port, or ask as the user whose server it is.", exception);
        }
    }

    /// <summary>The process of the user's server without a data folder that listens on a port; null if there is none.</summary>
    public static int? WithoutFolderOn(int port)
    {
        foreach (int process in ControlPath.FindProcesses())
        {
            try
            {
                ServerSnapshot server = ControlClient.Ask(ControlPath.Of(null, process), OfServerAlone).Server;
                if (server.Listening.Any(endPoint => IPEndPoint.Parse(endPoint).Port == port)) return process;
            }
            catch (IOException)
            {
                // It is about to end, or of another version.
            }
        }
        return null;
    }
}
