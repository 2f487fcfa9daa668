using System.Globalization;
using System.Net.Sockets;

namespace ChatSockets.Server.Systemd;

/// <summary>
/// The listening sockets that systemd hands over (socket activation). They stay open while the server restarts: who connects meanwhile
/// waits and is not refused.
/// </summary>
/// <remarks>sd_listen_fds(3); systemd.socket(5).</remarks>
internal static class InheritedSockets
{
    /// <summary>The FileDescriptorName= of a socket on which there is no clear text.</summary>
    public const string TlsName = "tls";

    private const int FirstDescriptor = 3;

    /// <summary>Takes the sockets that are meant for this process; none where it was not started by a socket. Once.</summary>
    /// <param name="environment">The process's variables.</param>
    /// <param name="processId">The process's number.</param>
    /// <param name="first">The first of the file descriptors, which systemd always gives the same number.</param>
    /// <exception cref="ServerStartException">Something else was handed over.</exception>
    public static IReadOnlyList<InheritedSocket> Take(IReadOnlyDictionary<string, string> environment, int processId,
        int first = FirstDescriptor)
    {
        if (OperatingSystem.IsWindows() || Number("LISTEN_PID") != processId) return [];
        string[] names = environment.GetValueOrDefault("LISTEN_FDNAMES", "").Split(':');
        return [.. Enumerable.Range(0, Math.Max(0, Number("LISTEN_FDS"))).Select(index =>
            new InheritedSocket(Open(first + index), index < names.Length && names[index] == TlsName))];

        int Number(string name) =>
            int.TryParse(environment.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }

    private static Socket Open(int descriptor)
    {
        try
        {
            var socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
            if (socket is { SocketType: SocketType.Stream, AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 }
                && (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection)! != 0)
            {
                socket.Blocking = false;
                return socket;
            }
            socket.Dispose();
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or ObjectDisposedException)
        {
            throw new ServerStartException(Complaint(descriptor), exception);
        }
        throw new ServerStartException(Complaint(descriptor));
    }

    private static string Complaint(int descriptor) =>
        $"File descriptor {descriptor}, which the service manager hands over, is no listening TCP socket: "
        + "the .socket unit needs ListenStream=PORT.";
}
