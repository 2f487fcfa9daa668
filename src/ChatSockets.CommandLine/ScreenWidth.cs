namespace ChatSockets.CommandLine;

/// <summary>How wide the help may be.</summary>
internal static class ScreenWidth
{
    private const int Usual = 80;
    private const int Least = 40;

    // Longer lines are hard to read.
    private const int Most = 120;

    /// <summary>The terminal's columns within limits; 80 if there is none.</summary>
    public static int Columns
    {
        get
        {
            try
            {
                int columns = Console.IsOutputRedirected ? 0 : Console.WindowWidth;
                return columns > 0 ? Math.Clamp(columns, Least, Most) : Usual;
            }
            catch (Exception unknown) when (unknown is IOException or PlatformNotSupportedException)
            {
                return Usual;
            }
        }
    }
}
