using System.Text;
using ChatSockets.Core.State;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>Keeps the lines that a client of a simulation was sent.</summary>
/// <param name="keeps">Whether it keeps any: not of a client of another server.</param>
internal sealed class CapturingOutbox(bool keeps = true) : Outbox
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public override bool HasRoom => true;

    public override long Unsent => 0;

    public override long Sent => 0;

    public override bool Append(byte[] line, bool mayWait = false)
    {
        Add(line);
        return keeps;
    }

    public override void AppendLines(byte[] lines) => Add(lines);

    public override void AppendOwn(byte[] lines) => Add(lines);

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

    private void Add(byte[] lines)
    {
        if (keeps) _lines.AddRange(Encoding.UTF8.GetString(lines).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }
}
