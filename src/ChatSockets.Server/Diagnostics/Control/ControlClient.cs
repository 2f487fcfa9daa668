using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ChatSockets.Server.Diagnostics.Control;

/// <summary>Asks a running server on its control socket. Waits at most five seconds. Any thread.</summary>
internal static class ControlClient
{
    private const int Milliseconds = 5000;

    /// <summary>The lines of an answer, as they came.</summary>
    /// <exception cref="IOException">No server answers there, or not whole, or not in time; the message says which.</exception>
    public static IReadOnlyList<string> AskLines(string path, SnapshotRequest request)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            {
                SendTimeout = Milliseconds,
                ReceiveTimeout = Milliseconds,
            };
            socket.Connect(new UnixDomainSocketEndPoint(path));
            using var stream = new NetworkStream(socket);
            stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(request, SnapshotJson.Default.SnapshotRequest), (byte)'\n']);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var lines = new List<string>();
            while (reader.ReadLine() is { } line) lines.Add(line);
            if (lines.Count == 0 || !lines[^1].StartsWith("{\"type\":\"end\"", StringComparison.Ordinal))
                throw new IOException("The server did not answer in time.");
            return lines;
        }
        catch (SocketException exception)
        {
            throw new IOException($"No server answers on {path}: {exception.Message}", exception);
        }
    }

    /// <inheritdoc cref="AskLines"/>
    /// <summary>The answer.</summary>
    public static Snapshot Ask(string path, SnapshotRequest request)
    {
        try
        {
            SnapshotLine[] lines = [.. AskLines(path, request).Select(line => JsonSerializer.Deserialize(line,
                SnapshotJson.Default.SnapshotLine)!)];
            return new Snapshot(lines.OfType<ServerSnapshot>().First(), [.. lines.OfType<ConnectionSnapshot>()],
                [.. lines.OfType<RoomSnapshot>()], lines.OfType<SnapshotEnd>().First());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new IOException($"The server on {path} is of another version: {exception.Message}", exception);
        }
    }
}

/// <summary>A server at one moment.</summary>
internal sealed record Snapshot(ServerSnapshot Server, IReadOnlyList<ConnectionSnapshot> Connections, IReadOnlyList<RoomSnapshot> Rooms,
    SnapshotEnd End);
