namespace ChatSockets.Client.Terminal;

internal enum ColorDepth
{
    /// <summary>No colours: NO_COLOR (no-color.org), or a terminal without any.</summary>
    None,
    Sixteen,
    Palette,
    True,
}

internal static class ColorDepths
{
    // xterm's first sixteen colours.
    private static readonly (int Red, int Green, int Blue)[] Sixteen =
    [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ];

    /// <summary>The depth that the environment tells of: NO_COLOR, COLORTERM and TERM.</summary>
    public static ColorDepth FromEnvironment(Func<string, string?> variable)
    {
        string term = variable("TERM") ?? "";
        if (!string.IsNullOrEmpty(variable("NO_COLOR")) || term is "dumb" or "vt100" or "vt220") return ColorDepth.None;
        if (variable("COLORTERM") is "truecolor" or "24bit" || OperatingSystem.IsWindows()) return ColorDepth.True;
        if (term.Contains("direct", StringComparison.Ordinal) || term is "xterm-kitty" or "xterm-ghostty" or "foot" or "alacritty")
            return ColorDepth.True;
        return term.Contains("256", StringComparison.Ordinal) ? ColorDepth.Palette : ColorDepth.Sixteen;
    }

    /// <summary>The colour itself, or the nearest one that the terminal has.</summary>
    public static Color Nearest(this ColorDepth depth, Color color)
    {
        if (color.IsDefault || color.IsPalette && (color.Index < 16 || depth >= ColorDepth.Palette) || depth == ColorDepth.True)
            return color;
        (int red, int green, int blue) = color.IsPalette ? OfPalette(color.Index) : (color.Red, color.Green, color.Blue);
        return Color.Palette(depth == ColorDepth.Palette ? NearestOfPalette(red, green, blue) : NearestOfSixteen(red, green, blue));
    }

    /// <summary>A colour's red, green and blue, as xterm has them; for a default colour those of white.</summary>
    public static (int Red, int Green, int Blue) Components(Color color) =>
        color.IsDefault ? (229, 229, 229) : color.IsPalette ? OfPalette(color.Index) : (color.Red, color.Green, color.Blue);

    private static (int Red, int Green, int Blue) OfPalette(int index)
    {
        if (index < 16) return Sixteen[index];
        if (index >= 232) return (8 + ((index - 232) * 10), 8 + ((index - 232) * 10), 8 + ((index - 232) * 10));
        int cube = index - 16;
        return (Level(cube / 36), Level(cube / 6 % 6), Level(cube % 6));
    }

    private static int Level(int step) => step == 0 ? 0 : 55 + (step * 40);

    private static int NearestOfPalette(int red, int green, int blue)
    {
        int cube = 16 + (36 * Step(red)) + (6 * Step(green)) + Step(blue);
        int gray = 232 + Math.Clamp((((red + green + blue) / 3) - 3) / 10, 0, 23);
        return Distance(OfPalette(gray), red, green, blue) < Distance(OfPalette(cube), red, green, blue) ? gray : cube;
    }

    private static int Step(int level) => level < 48 ? 0 : level < 115 ? 1 : (level - 35) / 40;

    private static int NearestOfSixteen(int red, int green, int blue)
    {
        int best = 0;
        for (int i = 1; i < 16; i++)
        {
            if (Distance(Sixteen[i], red, green, blue) < Distance(Sixteen[best], red, green, blue)) best = i;
        }
        return best;
    }

    private static int Distance((int Red, int Green, int Blue) color, int red, int green, int blue) =>
        Square(color.Red - red) + Square(color.Green - green) + Square(color.Blue - blue);

    private static int Square(int number) => number * number;
}
