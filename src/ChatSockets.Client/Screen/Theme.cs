using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>The colours of the screen. Nicknames have colours of their own, always the same for one nickname.</summary>
internal sealed record Theme
{
    public static readonly Theme Dark = new()
    {
        Dim = Color.Rgb(0x8A, 0x93, 0x9E),
        Border = Color.Rgb(0x4A, 0x52, 0x5C),
        Accent = Color.Rgb(0x6C, 0xB6, 0xFF),
        Selected = Color.Rgb(0x2D, 0x38, 0x47),
        Mention = Color.Rgb(0xFF, 0xC8, 0x57),
        Error = Color.Rgb(0xFF, 0x7B, 0x72),
        Good = Color.Rgb(0x7E, 0xE0, 0x8A),
        Nicks =
        [
            Color.Rgb(0xFF, 0x9E, 0x8A), Color.Rgb(0xFF, 0xC6, 0x6D), Color.Rgb(0xD7, 0xE0, 0x6B), Color.Rgb(0x8F, 0xE3, 0x88), Color.Rgb(0x6D, 0xE0, 0xC4),
            Color.Rgb(0x72, 0xD3, 0xFF), Color.Rgb(0x8F, 0xB8, 0xFF), Color.Rgb(0xB9, 0xA6, 0xFF), Color.Rgb(0xE5, 0x9C, 0xFF), Color.Rgb(0xFF, 0x9B, 0xD2),
        ],
    };

    public static readonly Theme Light = new()
    {
        Dim = Color.Rgb(0x60, 0x67, 0x70),
        Border = Color.Rgb(0xB5, 0xBC, 0xC4),
        Accent = Color.Rgb(0x06, 0x55, 0xC4),
        Selected = Color.Rgb(0xDC, 0xE8, 0xF8),
        Mention = Color.Rgb(0x8A, 0x54, 0x00),
        Error = Color.Rgb(0xB3, 0x1D, 0x28),
        Good = Color.Rgb(0x11, 0x68, 0x29),
        Nicks =
        [
            Color.Rgb(0xA8, 0x32, 0x1C), Color.Rgb(0x85, 0x55, 0x00), Color.Rgb(0x5C, 0x63, 0x00), Color.Rgb(0x1E, 0x6B, 0x18), Color.Rgb(0x00, 0x68, 0x55),
            Color.Rgb(0x00, 0x60, 0x8A), Color.Rgb(0x1D, 0x4F, 0xC0), Color.Rgb(0x5B, 0x3C, 0xC4), Color.Rgb(0x8A, 0x26, 0xB0), Color.Rgb(0xA8, 0x1E, 0x6E),
        ],
    };

    public required Color Dim { get; init; }

    public required Color Border { get; init; }

    /// <summary>Links, the current room, the prompt.</summary>
    public required Color Accent { get; init; }

    /// <summary>Behind what is selected.</summary>
    public required Color Selected { get; init; }

    public required Color Mention { get; init; }

    public required Color Error { get; init; }

    public required Color Good { get; init; }

    public required IReadOnlyList<Color> Nicks { get; init; }

    public CellStyle DimText => new(Dim, Color.Default);

    public CellStyle BorderText => new(Border, Color.Default);

    public CellStyle Nick(string nick)
    {
        // FNV-1a: the framework's own hash differs from run to run.
        uint hash = 2166136261;
        foreach (char letter in nick) hash = (hash ^ char.ToLowerInvariant(letter)) * 16777619;
        return new CellStyle(Nicks[(int)(hash % (uint)Nicks.Count)], Color.Default);
    }
}
