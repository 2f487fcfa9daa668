using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using ChatSockets.Core.Diagnostics;

namespace ChatSockets.Server.Diagnostics.Control;

/// <summary>
/// The control socket of a running server, a Unix domain socket that only its owner can use. Its one thread, <c>control</c>, answers one
/// request after the other: a line with a <see cref="SnapshotRequest"/> in, lines of <see cref="SnapshotLine"/> out, and the end of the
/// connection. A program that neither sends nor reads costs the next one two seconds, and the server nothing.
/// </summary>
internal sealed class ControlServer : IDisposable
{
    private const int Backlog = 16;
    private const int LongestRequest = 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopTime = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseAfterMistake = TimeSpan.FromSeconds(1);

    private readonly ServerContext _server;
    private readonly SnapshotSource _source;
    private readonly Socket _socket;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stopping = new();

    private ControlServer(ServerContext server, string path)
    {
        _server = server;
        _source = new SnapshotSource(server);
        Path = path;
        ControlPath.MakeFolder(path);
        // One that a server has left behind: the data folder, or the process's number, is ours alone.
        File.Delete(path);
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            // Before it listens nobody can connect.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, OwnerOnly);
            _socket.Listen(Backlog);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
        _thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = "control" };
        _thread.Start();
    }

    /// <summary>The socket's file.</summary>
    public string Path { get; }

    /// <summary>Starts it. Without it the server runs just as well: what is wrong is logged, and the result is null.</summary>
    public static ControlServer? Start(ServerContext server, string path)
    {
        try
        {
            return new ControlServer(server, path);
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            server.Log.Warning("'chat-server top' cannot watch this server, because {Path} cannot be made: {Reason}", path,
                exception.Message);
            return null;
        }
    }

    public void Dispose()
    {
        _stopping.Set();
        _socket.Dispose();
        _thread.Join(StopTime);
        try
        {
            File.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next server replaces it.
        }
    }

    private void Run()
    {
        while (!_stopping.IsSet)
        {
            try
            {
                using Socket peer = _socket.Accept();
                peer.Blocking = false;
                Serve(peer);
            }
            catch (Exception) when (_stopping.IsSet)
            {
                return;
            }
            catch (SocketException exception)
            {
                // Whoever asked has gone.
                _server.Log.Debug("A question on the control socket was not answered: {Reason}", exception.Message);
            }
            catch (Exception exception)
            {
                Unexpected.Report(_server.Log, exception, "A question on the control socket is not answered");
                _stopping.Wait(PauseAfterMistake);
            }
        }
    }

    private void Serve(Socket peer)
    {
        long began = Stopwatch.GetTimestamp();
        if (ReadRequest(peer, began) is not { } request) return;
        var lines = new ArrayBufferWriter<byte>();
        foreach (SnapshotLine line in _source.Take(request))
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(line, SnapshotJson.Default.SnapshotLine));
            lines.Write("\n"u8);
        }
        Send(peer, lines.WrittenSpan, began);
    }

    // Null where there is none that can be read, or not in time.
    private static SnapshotRequest? ReadRequest(Socket peer, long began)
    {
        var line = new byte[LongestRequest];
        int length = 0;
        while (length < line.Length && Wait(peer, SelectMode.SelectRead, began))
        {
            int count = peer.Receive(line.AsSpan(length), SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock) continue;
            if (error != SocketError.Success || count == 0) return null;
            length += count;
            int end = line.AsSpan(0, length).IndexOf((byte)'\n');
            if (end < 0) continue;
            try
            {
                return JsonSerializer.Deserialize(line.AsSpan(0, end), SnapshotJson.Default.SnapshotRequest);
            }
            catch (JsonException)
            {
                return null;
            }
        }
        return null;
    }

    private static void Send(Socket peer, ReadOnlySpan<byte> bytes, long began)
    {
        while (!bytes.IsEmpty && Wait(peer, SelectMode.SelectWrite, began))
        {
            int sent = peer.Send(bytes, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success) bytes = bytes[sent..];
            else if (error != SocketError.WouldBlock) return;
        }
    }

    private static bool Wait(Socket peer, SelectMode mode, long began)
    {
        TimeSpan left = RequestTime - Stopwatch.GetElapsedTime(began);
        return left > TimeSpan.Zero && peer.Poll(left, mode);
    }
}
