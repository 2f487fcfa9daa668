using System.Globalization;

namespace ChatSockets.Client.Terminal;

/// <summary>Grapheme clusters as strings of which there is one each, so that writing and comparing cells allocates nothing.</summary>
internal sealed class GraphemeCache
{
    // Beyond that the cache starts again: a screen has fewer, and somebody might send all of Unicode.
    private const int Most = 20_000;

    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(code => ((char)code).ToString())];

    private readonly Dictionary<string, byte> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public GraphemeCache() => _lookup = _clusters.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Takes the next cluster off a text. It can be shown: what would control the terminal, reorder the line or have no width of its own is
    /// replaced or left out. Width 0 means that there is nothing to show.
    /// </summary>
    public (string Text, byte Width) Next(ref ReadOnlySpan<char> text)
    {
        if (text[0] < 0x7F && (text.Length == 1 || text[1] < 0x80))
        {
            char letter = text[0];
            text = text[1..];
            return letter < ' ' ? ("", (byte)0) : (Ascii[letter], (byte)1);
        }
        int length = StringInfo.GetNextTextElementLength(text);
        ReadOnlySpan<char> cluster = text[..length];
        text = text[length..];
        if (_lookup.TryGetValue(cluster, out string? known, out byte width)) return (known, width);
        return Add(cluster);
    }

    /// <summary>A cluster without the marks on its letter.</summary>
    public string BaseOf(string cluster)
    {
        int length = cluster.Length > 1 && char.IsHighSurrogate(cluster[0]) ? 2 : 1;
        if (length == cluster.Length) return cluster;
        ReadOnlySpan<char> first = cluster.AsSpan(0, length);
        return Next(ref first).Text;
    }

    private (string Text, byte Width) Add(ReadOnlySpan<char> cluster)
    {
        string shown = VisibleCluster.Of(cluster);
        byte width = (byte)CellWidth.OfVisible(shown);
        if (width == 0 && shown.Length > 0) (shown, width) = (CellWidth.WithBase(shown), 1);
        if (_clusters.Count >= Most) _clusters.Clear();
        if (shown.AsSpan().SequenceEqual(cluster)) _clusters[shown] = width;
        return (shown, width);
    }
}
