using ChatSockets.Core.State;

namespace ChatSockets.Core.Replication;

/// <summary>Takes the place of the outbox of a session whose connection is another server's: that one sends.</summary>
internal sealed class ElsewhereOutbox : Outbox
{
    public override bool HasRoom => true;

    public override long Unsent => 0;

    public override long Sent => 0;

    public override bool Append(byte[] line, bool mayWait = false) => false;

    public override void AppendLines(byte[] lines)
    {
    }

    public override void AppendOwn(byte[] lines)
    {
    }

    public override void Leave()
    {
    }

    public override int SendNow() => 0;

    public override void HandOn()
    {
    }

    public override void CountSends(int bytes, int sends)
    {
    }
}
