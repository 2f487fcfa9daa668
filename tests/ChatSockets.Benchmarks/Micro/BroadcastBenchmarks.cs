using System.Net;
using System.Net.Sockets;
using System.Text;
using BenchmarkDotNet.Attributes;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Server;
using ChatSockets.Server.Transport;

namespace ChatSockets.Benchmarks.Micro;

/// <summary>A line to the outboxes of a thousand readers, without the sending: the time is for one reader.</summary>
[InvocationCount(Lines, 1)]
public class BroadcastBenchmarks : IDisposable
{
    private const int Readers = 1000;
    private const int Lines = 16;

    private readonly byte[] _line = Encoding.UTF8.GetBytes(":alice!~alice@127.0.0.1 PRIVMSG #lobby :" + new string('x', 80) + "\r\n");
    private ServerContext _server = null!;
    private WriteLane _stoppedLane = null!;
    private Socket _socket = null!;
    private Outbox[] _plain = null!;
    private Outbox[] _mixed = null!;

    [GlobalSetup]
    public void Setup()
    {
        _server = new ServerContext(new ServerOptions { Port = 0, Bind = [IPAddress.Loopback] });
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _stoppedLane = new WriteLane(0);
        _stoppedLane.Dispose();
    }

    // The outboxes gather what one iteration says, and no lane takes it away meanwhile.
    [IterationSetup]
    public void EmptyOutboxes()
    {
        _plain = [.. Enumerable.Range(0, Readers).Select(_ => NewOutbox(Variant.Plain))];
        _mixed = [.. Enumerable.Range(0, Readers).Select(i => NewOutbox((Variant)(i % 4)))];
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _server.Lanes.Dispose();
        _socket.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Readers)]
    public void One_variant() => new Broadcast(_server, null, _line).To(_plain);

    [Benchmark(OperationsPerInvoke = Readers)]
    public void Four_variants() => new Broadcast(_server, null, _line).To(_mixed);

    private SocketOutbox NewOutbox(Variant variant) => new(_socket, _stoppedLane, int.MaxValue) { Variant = variant };
}
