namespace ChatSockets.Client.Terminal;

/// <summary>Colours, or none where the user wants none (https://no-color.org).</summary>
internal sealed class Style(bool colours)
{
    // Bright enough on black and dark enough on white; red is kept for errors.
    private static readonly int[] NameColours = [32, 33, 34, 35, 36, 92, 93, 94, 95, 96];

    public static Style FromEnvironment() => new(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>The same name has the same colour, today and tomorrow, here and on the neighbour's screen.</summary>
    public string Name(string name, string shown)
    {
        uint hash = 2166136261;
        foreach (char letter in name) hash = (hash ^ char.ToLowerInvariant(letter)) * 16777619;
        return Paint(NameColours[(hash ^ (hash >> 15)) % NameColours.Length], shown);
    }

    public string Dim(string text) => Paint(2, text);

    public string Error(string text) => Paint(31, text);

    public string Bold(string text) => Paint(1, text);

    private string Paint(int code, string text) => colours && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
