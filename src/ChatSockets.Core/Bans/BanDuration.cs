using System.Text;
using ChatSockets.Core.Text;

namespace ChatSockets.Core.Bans;

/// <summary>How long a ban lasts, as people write it: <see cref="DurationText"/> in any case, or <c>permanent</c>.</summary>
internal static class BanDuration
{
    /// <summary>The longest duration; longer bans are permanent.</summary>
    public static readonly TimeSpan Maximum = TimeSpan.FromDays(3650);

    /// <summary>Reads a duration; false if the text is something else, such as a mask. Null means for ever.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out TimeSpan? duration)
    {
        duration = null;
        if (text.SequenceEqual("0"u8) || Ascii.EqualsIgnoreCase(text, "permanent"u8)) return true;
        if (!DurationText.TryParse(Encoding.UTF8.GetString(text).ToLowerInvariant(), out TimeSpan time)) return false;
        if (time < TimeSpan.FromSeconds(1) || time > Maximum) return false;
        duration = time;
        return true;
    }

    /// <summary>The same for people.</summary>
    public static string Format(TimeSpan? duration) => duration is { } time ? DurationText.Format(time) : "permanent";
}
