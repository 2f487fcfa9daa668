using ChatSockets.Core.Entries;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>A server of a <see cref="Simulation"/>: what it has proposed is on its way until it is delivered.</summary>
internal sealed class SimulatedNode(SimulatedChat chat) : Proposals
{
    private long _batches;

    public SimulatedChat Chat => chat;

    public string Name => $"n{chat.Replica.Node}";

    public bool IsAlive { get; set; } = true;

    public Queue<(long Batch, byte[] Entries)> Outgoing { get; } = new();

    /// <summary>Who waits for which batch.</summary>
    public Dictionary<long, SimulatedClient> Waiting { get; } = [];

    /// <summary>What was proposed last.</summary>
    public long? Proposed { get; set; }

    public override object? Propose(Entry entry, Action? late = null)
    {
        if (Proposed is not null) throw new InvalidOperationException("A client does two things at once.");
        Proposed = ++_batches;
        Outgoing.Enqueue((_batches, EntryCodec.Write([entry])));
        return null;
    }
}
