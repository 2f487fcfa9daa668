using ChatSockets.Core;
using ChatSockets.Core.Commands;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Replication;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>A server of a simulation: the chat without threads, sockets and files, and what applies the log to it.</summary>
internal sealed class SimulatedChat : ChatContext, IDisposable
{
    public SimulatedChat(ServerOptions options)
        : base(options, (clock, onTrouble) => Store.Open(null, Durability.Process, clock, onTrouble, Fail, options.SharedLog!.Run),
            IsupportTokens.Of, CommandTable.Rows.Count)
    {
        Cloaks.Restore();
        Replica = new Replica(this);
    }

    public Replica Replica { get; }

    public void Dispose() => Store.Dispose();

    public override ReloadResult Rehash() => new();

    public override string? StrictTransportFor(Session session) => null;

    public override void Pace(ref long[]? passes)
    {
    }

    public override void Delivered(long began)
    {
    }

    public override void HooksChanged()
    {
    }

    public override object? Say(HookSaid said) => null;

    public override Outbox OutboxElsewhere() => new CapturingOutbox(keeps: false);

    protected override void RoomRenamed()
    {
    }

    private static void Fail(Exception exception) => throw new InvalidOperationException("The store failed.", exception);
}
