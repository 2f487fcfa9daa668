using System.Globalization;
using System.Text;

namespace ChatSockets.Server.Rooms;

/// <summary>The switches of a room: Modern IRC, "Channel Modes". Guarded by the room's lock.</summary>
internal sealed class RoomModes
{
    /// <summary>The kinds A, B, C and D of modes (ISUPPORT CHANMODES).</summary>
    public const string Kinds = "b,k,l,imnst";

    /// <summary>The longest key, in bytes (ISUPPORT KEYLEN).</summary>
    public const int MaximumKeyBytes = 32;

    // A new room hears its members only, and its operators set the topic: what most people expect.
    private readonly HashSet<char> _switches = ['n', 't'];

    /// <summary>The key that a guest must bring (k); null for none.</summary>
    public byte[]? Key { get; set; }

    /// <summary>How many members there may be (l); null for any number.</summary>
    public int? Limit { get; set; }

    public bool IsInviteOnly => _switches.Contains('i');

    public bool IsModerated => _switches.Contains('m');

    public bool HearsMembersOnly => _switches.Contains('n');

    public bool IsSecret => _switches.Contains('s');

    public bool IsTopicProtected => _switches.Contains('t');

    /// <summary>Whether the letter is one of the modes without an argument.</summary>
    public static bool IsSwitch(char letter) => letter is 'i' or 'm' or 'n' or 's' or 't';

    /// <summary>Sets or unsets; false when it was so already.</summary>
    public bool Switch(char letter, bool on) => on ? _switches.Add(letter) : _switches.Remove(letter);

    /// <summary>All that is set, as in <c>+klnt secret 20</c>; the key only for those who may know it.</summary>
    public string Format(bool withKey)
    {
        var text = new StringBuilder("+");
        foreach (char letter in _switches.Order()) text.Append(letter);
        if (Key is not null) text.Append('k');
        if (Limit is not null) text.Append('l');
        if (Key is not null) text.Append(' ').Append(withKey ? Encoding.UTF8.GetString(Key) : "*");
        if (Limit is not null) text.Append(' ').Append(Limit.Value.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
