namespace ChatSockets.Client.Terminal;

/// <summary>A colour of a terminal: its default one, one of its palette of 256, or red, green and blue.</summary>
internal readonly record struct Color
{
    private const int PaletteBit = 1 << 24;
    private const int RgbBit = 1 << 25;

    private readonly int _value;

    private Color(int value) => _value = value;

    /// <summary>The terminal's own foreground or background.</summary>
    public static Color Default => default;

    public bool IsDefault => _value == 0;

    public bool IsPalette => (_value & PaletteBit) != 0;

    /// <summary>The number in the palette; meaningful only for such a colour.</summary>
    public int Index => _value & 0xFF;

    public int Red => (_value >> 16) & 0xFF;

    public int Green => (_value >> 8) & 0xFF;

    public int Blue => _value & 0xFF;

    public static Color Palette(int index) => new(PaletteBit | (index & 0xFF));

    public static Color Rgb(int red, int green, int blue) => new(RgbBit | ((red & 0xFF) << 16) | ((green & 0xFF) << 8) | (blue & 0xFF));
}

[Flags]
internal enum CellAttributes : byte
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underline = 8,
    Inverse = 16,
    Strike = 32,
}

/// <summary>How a cell looks.</summary>
/// <param name="Foreground">The colour of the text.</param>
/// <param name="Background">The colour behind it.</param>
/// <param name="Attributes">Bold, italic, ...</param>
/// <param name="Link">The number of a link (<see cref="CellGrid.AddLink"/>); 0 for none.</param>
internal readonly record struct CellStyle(Color Foreground, Color Background,
    CellAttributes Attributes = CellAttributes.None, ushort Link = 0)
{
    public CellStyle With(CellAttributes more) => this with { Attributes = Attributes | more };

    public CellStyle On(Color background) => this with { Background = background };

    public CellStyle Colored(Color foreground) => this with { Foreground = foreground };
}
