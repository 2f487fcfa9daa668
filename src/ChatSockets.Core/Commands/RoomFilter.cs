using System.Globalization;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Which rooms a LIST asks for: names, and the conditions of Modern IRC, "ELIST Parameter". A room must meet every condition, and where
/// names or masks are given, one of them.
/// </summary>
internal sealed class RoomFilter
{
    /// <summary>
    /// The kinds of conditions (ISUPPORT ELIST): creation time, mask, mask that must not fit, topic time, how many users.
    /// </summary>
    public const string Kinds = "CMNTU";

    private readonly List<byte[]> _names = [];
    private readonly List<byte[]> _unwanted = [];
    private Bounds _age = Bounds.None;
    private Bounds _topicAge = Bounds.None;
    private Bounds _users = Bounds.None;
    private bool _hasMasks;

    /// <summary>The rooms that are asked for by their names; null where any room may be meant.</summary>
    public IReadOnlyList<byte[]>? Names => _names.Count > 0 && !_hasMasks ? _names : null;

    /// <summary>Takes in one parameter, whose items are separated by commas.</summary>
    public void Add(ReadOnlySpan<byte> parameter)
    {
        foreach (ReadOnlySpan<byte> item in new TargetList(parameter))
        {
            if (TryNumber(item, default, ref _users) || TryNumber(item, "C"u8, ref _age) || TryNumber(item, "T"u8, ref _topicAge)) continue;
            if (item[0] == (byte)'!')
            {
                _unwanted.Add(item[1..].ToArray());
                continue;
            }
            _hasMasks |= Mask.HasWildcard(item) || !RoomName.IsRoom(item);
            byte[] name = item.ToArray();
            // Once is enough: a line full of one name would be answered with many times its length.
            if (!_names.Exists(known => CaseMapping.Ascii.Equals(known, name))) _names.Add(name);
        }
    }

    /// <summary>Whether a room is meant. The caller holds its lock.</summary>
    public bool Fits(Room room, DateTimeOffset now)
    {
        if (!_users.Hold(room.Count)) return false;
        if (_age != Bounds.None && !_age.Hold((now - room.Created).TotalMinutes)) return false;
        // A topic that was never set was set neither before nor after anything.
        if (_topicAge != Bounds.None && (room.Topic is not { } topic || !_topicAge.Hold((now - topic.SetAt).TotalMinutes))) return false;
        if (_unwanted.Exists(mask => Mask.Matches(mask, room.Name, CaseMapping.Ascii))) return false;
        return _names.Count == 0 || _names.Exists(mask => Mask.Matches(mask, room.Name, CaseMapping.Ascii));
    }

    // "<5", "C>60": less or more than a whole number. What looks like one and is none finds nothing, as a room's name.
    private static bool TryNumber(ReadOnlySpan<byte> item, ReadOnlySpan<byte> letter, ref Bounds bounds)
    {
        if (item.Length <= letter.Length || !CaseMapping.Ascii.Equals(item[..letter.Length], letter)) return false;
        byte sign = item[letter.Length];
        if (sign is not ((byte)'<' or (byte)'>')) return false;
        if (!int.TryParse(item[(letter.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return false;
        bounds = sign == (byte)'<'
            ? bounds with { LessThan = Math.Min(bounds.LessThan, number) }
            : bounds with { MoreThan = Math.Max(bounds.MoreThan, number) };
        return true;
    }

    private readonly record struct Bounds(double MoreThan, double LessThan)
    {
        public static readonly Bounds None = new(double.NegativeInfinity, double.PositiveInfinity);

        public bool Hold(double value) => value > MoreThan && value < LessThan;
    }
}
