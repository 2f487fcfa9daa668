using System.Globalization;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Settings;

/// <summary>
/// The colours of the screen. The built-in themes keep the terminal's own text and background, and are readable on the usual
/// backgrounds: the contrast is at least 4.5:1 (WCAG 2.2, 1.4.3).
/// </summary>
internal sealed record Theme
{
    public static readonly Theme Dark = new()
    {
        Dim = Color.Rgb(0x9A, 0xA3, 0xAE),
        Border = Color.Rgb(0x4A, 0x52, 0x5C),
        Title = Color.Rgb(0x6C, 0xB6, 0xFF),
        Selection = Color.Rgb(0x2D, 0x38, 0x47),
        Unread = Color.Rgb(0x7E, 0xE0, 0x8A),
        Mention = Color.Rgb(0xFF, 0xC8, 0x57),
        Error = Color.Rgb(0xFF, 0x8C, 0x84),
        Pending = Color.Rgb(0xB0, 0xA8, 0x8A),
        Link = Color.Rgb(0x6C, 0xB6, 0xFF),
        Day = Color.Rgb(0x9A, 0xA3, 0xAE),
        Input = Color.Default,
        Nicks = Colors("ff9e8a ffc66d d7e06b 8fe388 6de0c4 72d3ff 8fb8ff b9a6ff e59cff ff9bd2"),
    };

    public static readonly Theme Light = new()
    {
        Dim = Color.Rgb(0x56, 0x5C, 0x65),
        Border = Color.Rgb(0xB5, 0xBC, 0xC4),
        Title = Color.Rgb(0x06, 0x4C, 0xB4),
        Selection = Color.Rgb(0xDC, 0xE8, 0xF8),
        Unread = Color.Rgb(0x11, 0x5C, 0x25),
        Mention = Color.Rgb(0x80, 0x4A, 0x00),
        Error = Color.Rgb(0xB3, 0x1D, 0x28),
        Pending = Color.Rgb(0x66, 0x5A, 0x38),
        Link = Color.Rgb(0x06, 0x4C, 0xB4),
        Day = Color.Rgb(0x56, 0x5C, 0x65),
        Input = Color.Default,
        Nicks = Colors("a02c18 774a00 545a00 1b6316 005e4d 005880 1d4bb8 5638b8 80229f a01b68"),
    };

    /// <summary>Messages.</summary>
    public Color Text { get; init; }

    /// <summary>What matters less: times, joins and parts, hints.</summary>
    public Color Dim { get; init; }

    /// <summary>The lines between the parts of the screen.</summary>
    public Color Border { get; init; }

    /// <summary>The conversation's name and topic, the current room, the prompt.</summary>
    public Color Title { get; init; }

    /// <summary>Behind everything.</summary>
    public Color Background { get; init; }

    /// <summary>Behind what is selected.</summary>
    public Color Selection { get; init; }

    /// <summary>Conversations with unread messages.</summary>
    public Color Unread { get; init; }

    /// <summary>Messages and conversations that mention the user.</summary>
    public Color Mention { get; init; }

    public Color Error { get; init; }

    /// <summary>Messages that the server has not confirmed yet.</summary>
    public Color Pending { get; init; }

    public Color Link { get; init; }

    /// <summary>The line above the first message of a day.</summary>
    public Color Day { get; init; }

    /// <summary>The text being typed.</summary>
    public Color Input { get; init; }

    /// <summary>The colours of nicknames; at least one.</summary>
    public required IReadOnlyList<Color> Nicks { get; init; }

    /// <summary>Returns the colour of a nickname: always the same one, whatever the case and in every run.</summary>
    public Color NickColor(string nick)
    {
        // FNV-1a, as the framework's own hash differs from run to run.
        uint hash = 2166136261;
        foreach (char letter in nick) hash = (hash ^ char.ToLowerInvariant(letter)) * 16777619;
        return Nicks[(int)(hash % (uint)Nicks.Count)];
    }

    private static Color[] Colors(string list) =>
        [.. list.Split(' ').Select(hex => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
            .Select(rgb => Color.Rgb(rgb >> 16, rgb >> 8, rgb))];
}
