using ChatSockets.Protocol;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Sessions;

/// <summary>Which read markers a user's terminals have been told last, so that none ever goes back: IRCv3 read-marker. Guarded by the user's lock.</summary>
internal sealed class ToldMarkers
{
    private Dictionary<byte[], DateTimeOffset>? _told;

    /// <summary>A marker was set to that time; false where a later one, or the same, was told already, and then that is the time.</summary>
    public bool Advance(byte[] target, ref DateTimeOffset time)
    {
        _told ??= new Dictionary<byte[], DateTimeOffset>(CaseMapping.Ascii);
        if (_told.TryGetValue(target, out DateTimeOffset before) && before >= time)
        {
            time = before;
            return false;
        }
        if (_told.Count >= ReadMarkers.Maximum) _told.Clear();
        _told[target] = time;
        return true;
    }
}
