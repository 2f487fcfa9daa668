using System.Collections.Frozen;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.State;

/// <summary>
/// The read markers that a user's terminals were last told, so that none ever goes back: IRCv3 read-marker. A guest has no others, and
/// these last as long as the connection. Guarded by the user's lock.
/// </summary>
internal sealed class ToldMarkers
{
    private Dictionary<byte[], DateTimeOffset>? _told;

    /// <summary>All of them.</summary>
    public FrozenDictionary<byte[], DateTimeOffset> All =>
        _told?.ToFrozenDictionary(CaseMapping.Ascii) ?? FrozenDictionary<byte[], DateTimeOffset>.Empty;

    /// <summary>One; null where none was told.</summary>
    public DateTimeOffset? Of(byte[] target) => _told is not null && _told.TryGetValue(target, out DateTimeOffset time) ? time : null;

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
