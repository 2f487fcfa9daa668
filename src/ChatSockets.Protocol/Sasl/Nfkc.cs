using System.Globalization;
using System.Text;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// Unicode's normalization form KC (UAX #15) for Unicode 3.2, as RFC 3454, section 4, asks for.
/// <see cref="string.Normalize(NormalizationForm)"/> is no help: the programs run with the invariant globalization, in which it gives back
/// what it was given; with any other they would need the ICU library, which small containers and many Linux systems lack. The tables are
/// read when text that is not ASCII first comes.
/// </summary>
internal static class Nfkc
{
    // Hangul is computed (The Unicode Standard, section 3.12): a leading consonant, a vowel, and for most a trailing consonant.
    private const int Syllables = 0xAC00, Leads = 0x1100, Vowels = 0x1161, Trails = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TrailCount = 28, SyllableCount = LeadCount * VowelCount * TrailCount;

    private static readonly Dictionary<int, byte> Classes = ReadClasses();
    private static readonly Dictionary<int, int[]> Decompositions = [];
    private static readonly Dictionary<(int First, int Second), int> Compositions = [];

    static Nfkc() => ReadDecompositions();

    /// <summary>
    /// The normalized text. Takes time in the square of its length where it is nothing but combining marks: the caller bounds it.
    /// </summary>
    public static string Normalize(string text)
    {
        var decomposed = new List<int>(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) Decompose(rune.Value, decomposed);
        Order(decomposed);
        var normalized = new StringBuilder(text.Length);
        Span<char> utf16 = stackalloc char[2];
        foreach (int character in Compose(decomposed)) normalized.Append(utf16[..new Rune(character).EncodeToUtf16(utf16)]);
        return normalized.ToString();
    }

    private static void Decompose(int character, List<int> parts)
    {
        int syllable = character - Syllables;
        if (syllable is >= 0 and < SyllableCount)
        {
            parts.Add(Leads + syllable / (VowelCount * TrailCount));
            parts.Add(Vowels + syllable / TrailCount % VowelCount);
            if (syllable % TrailCount != 0) parts.Add(Trails + syllable % TrailCount);
        }
        else if (Decompositions.TryGetValue(character, out int[]? into))
        {
            foreach (int part in into) Decompose(part, parts);
        }
        else
        {
            parts.Add(character);
        }
    }

    /// <summary>Sorts the marks on a letter by their classes, and leaves those of one class as they come.</summary>
    private static void Order(List<int> characters)
    {
        for (int i = 1; i < characters.Count; i++)
        {
            int moving = characters[i];
            int @class = Class(moving);
            if (@class == 0) continue;
            int at = i;
            for (; at > 0 && Class(characters[at - 1]) > @class; at--) characters[at] = characters[at - 1];
            characters[at] = moving;
        }
    }

    private static List<int> Compose(List<int> characters)
    {
        var composed = new List<int>(characters.Count);
        int starter = -1;
        int last = 0;
        foreach (int character in characters)
        {
            int @class = Class(character);
            // A mark of the same or a higher class in between belongs to the letter first, and stands in the way.
            bool isFree = last == 0 || last < @class;
            if (starter >= 0 && isFree && TryCompose(composed[starter], character, out int both))
            {
                composed[starter] = both;
                continue;
            }
            if (@class == 0) starter = composed.Count;
            last = @class;
            composed.Add(character);
        }
        return composed;
    }

    private static bool TryCompose(int first, int second, out int both)
    {
        if (first - Leads is >= 0 and < LeadCount && second - Vowels is >= 0 and < VowelCount)
        {
            both = Syllables + ((first - Leads) * VowelCount + second - Vowels) * TrailCount;
            return true;
        }
        int syllable = first - Syllables;
        if (syllable is >= 0 and < SyllableCount && syllable % TrailCount == 0 && second - Trails is > 0 and < TrailCount)
        {
            both = first + second - Trails;
            return true;
        }
        return Compositions.TryGetValue((first, second), out both);
    }

    private static int Class(int character) => Classes.GetValueOrDefault(character);

    private static Dictionary<int, byte> ReadClasses()
    {
        var classes = new Dictionary<int, byte>();
        foreach (string entry in Entries(NfkcTable.CombiningClasses))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            string[] range = entry[..equals].Split('-');
            byte @class = byte.Parse(entry.AsSpan(equals + 1), CultureInfo.InvariantCulture);
            for (int character = Hex(range[0]); character <= Hex(range[^1]); character++) classes.Add(character, @class);
        }
        return classes;
    }

    private static void ReadDecompositions()
    {
        int character = 0;
        foreach (string entry in Entries(NfkcTable.Decompositions))
        {
            if (entry[0] == '@')
            {
                character = Hex(entry[1..]);
                continue;
            }
            string[] run = entry.Split('*');
            int[] parts = [.. run[0].Split('+', '-').Select(Hex)];
            if (entry.Contains('+', StringComparison.Ordinal)) Compositions.Add((parts[0], parts[1]), character);
            int count = run.Length == 1 ? 1 : int.Parse(run[1], CultureInfo.InvariantCulture);
            Decompositions.Add(character++, parts);
            for (int next = 1; next < count; next++) Decompositions.Add(character++, [parts[0] + next]);
        }
    }

    private static string[] Entries(ReadOnlySpan<byte> table) =>
        Encoding.ASCII.GetString(table).Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
