using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Replies;

/// <summary>IRCv3 monitor, "Numeric replies": one numeric with a list of targets, as many lines as it takes, none for none.</summary>
internal sealed class MonitorReply(Reply reply, Numeric numeric)
{
    // So much fits behind the longest server's name and nickname, and the text that one of the numerics ends with.
    private const int MaximumBytes = 350;

    private readonly List<byte> _list = [];

    public void Add(ReadOnlySpan<byte> target)
    {
        if (_list.Count + 1 + target.Length > MaximumBytes) End();
        if (_list.Count > 0) _list.Add((byte)',');
        _list.AddRange(target);
    }

    public void End()
    {
        if (_list.Count == 0) return;
        MessageWriter writer = reply.Buffer.Begin(numeric);
        if (numeric == Numeric.ERR_MONLISTFULL)
        {
            writer.Parameter(Monitors.MaximumTargets);
            writer.Parameter(_list.ToArray());
            writer.Trailing("Monitor list is full"u8);
        }
        else
        {
            writer.Trailing(_list.ToArray());
        }
        reply.Buffer.End(ref writer);
        _list.Clear();
    }
}
