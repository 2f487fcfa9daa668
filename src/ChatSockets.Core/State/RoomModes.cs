using System.Globalization;
using System.Text;

namespace ChatSockets.Core.State;

/// <summary>
/// The modes that are set on a room; <see cref="RoomModeTable"/> defines them. Guarded by the room's lock, except the switches, which any
/// thread can read.
/// </summary>
internal sealed class RoomModes
{
    /// <summary>The longest key, in bytes (ISUPPORT KEYLEN).</summary>
    public const int MaximumKeyBytes = 32;

    // A bit for each letter. A new room hears its members only, and its topic is protected: what most people expect.
    private long _switches = Bit('n') | Bit('t');

    /// <summary>The key that a guest must bring (k); null for none.</summary>
    public byte[]? Key { get; set; }

    /// <summary>How many members there may be (l); null for any number.</summary>
    public int? Limit { get; set; }

    /// <summary>How much one speaker may say (f); null for as much as he likes.</summary>
    public MessageRateLimit? LineFlood { get; set; }

    /// <summary>How many may enter (j); null for any number.</summary>
    public MessageRateLimit? JoinFlood { get; set; }

    /// <summary>The room to which users who cannot enter are forwarded (L); null for none.</summary>
    public byte[]? Forward { get; set; }

    public bool IsInviteOnly => Has('i');

    public bool IsModerated => Has('m');

    public bool HearsMembersOnly => Has('n');

    public bool IsSecret => Has('s');

    public bool IsTopicProtected => Has('t');

    public bool RefusesCtcp => Has('C');

    public bool RefusesFormatting => Has('c');

    public bool AdmitsAccountsOnly => Has('R');

    public bool HearsAccountsOnly => Has('M');

    /// <summary>
    /// Whether the room is closed to some users: i, k, R or s. Any thread can ask, but the key is certain only within the room's lock.
    /// </summary>
    public bool IsRestricted => Key is not null || (Volatile.Read(ref _switches) & (Bit('i') | Bit('R') | Bit('s'))) != 0;

    /// <summary>Whether each line must be checked beyond its sender: C, c or f.</summary>
    public bool LooksAtLines => LineFlood is not null || (_switches & (Bit('C') | Bit('c'))) != 0;

    /// <summary>Sets or unsets a mode without an argument; false when it was so already.</summary>
    public bool Switch(char letter, bool on)
    {
        if (Has(letter) == on) return false;
        Volatile.Write(ref _switches, on ? _switches | Bit(letter) : _switches & ~Bit(letter));
        return true;
    }

    /// <summary>Returns all modes, as <c>+klnt secret 20</c>; the key only for users who may know it.</summary>
    public string Format(bool withKey)
    {
        var letters = new StringBuilder("+");
        var arguments = new StringBuilder();
        foreach (SwitchMode mode in RoomModeTable.Rows.OfType<SwitchMode>())
        {
            if (Has(mode.Letter)) letters.Append(mode.Letter);
        }
        foreach (ArgumentMode mode in RoomModeTable.Rows.OfType<ArgumentMode>())
        {
            if (mode.Show(this) is not { } argument) continue;
            letters.Append(mode.Letter);
            arguments.Append(' ').Append(mode.IsConfidential && !withKey ? "*" : Encoding.UTF8.GetString(argument));
        }
        return letters.Append(arguments).ToString();
    }

    /// <summary>Sets exactly what <see cref="Format"/> returned with the key.</summary>
    public void Restore(string text)
    {
        string[] parts = text.Split(' ');
        int next = 1;
        foreach (SwitchMode mode in RoomModeTable.Rows.OfType<SwitchMode>())
            Switch(mode.Letter, parts[0].Contains(mode.Letter, StringComparison.Ordinal));
        foreach (char letter in parts[0])
        {
            if (RoomModeTable.Find((byte)letter) is ArgumentMode mode && next < parts.Length)
                mode.Set(this, Encoding.UTF8.GetBytes(parts[next++]));
        }
    }

    /// <summary>A limit as it is shown.</summary>
    public static byte[]? Number(int? number) =>
        number is null ? null : Encoding.ASCII.GetBytes(number.Value.ToString(CultureInfo.InvariantCulture));

    private bool Has(char letter) => (Volatile.Read(ref _switches) & Bit(letter)) != 0;

    private static long Bit(char letter) => 1L << (letter - 'A');
}
