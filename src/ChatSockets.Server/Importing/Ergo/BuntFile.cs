using System.Globalization;
using System.Text;

namespace ChatSockets.Server.Importing.Ergo;

/// <summary>
/// Reads the values in a file of BuntDB, which is what Ergo's <c>ircd.db</c> is: arrays of texts, <c>*3 $3 set $N key $M value</c>, in
/// which a later entry replaces an earlier one. It ends at an entry that is not whole, as BuntDB's own reading does.
/// </summary>
internal static class BuntFile
{
    /// <summary>The first bytes of such a file.</summary>
    public static ReadOnlySpan<byte> Head => "*3\r\n$3\r\nset\r\n"u8;

    /// <summary>Reads the values by their keys.</summary>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> file, DateTimeOffset now)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (TryReadEntry(ref file, out string[] entry))
        {
            switch (entry[0].ToLowerInvariant())
            {
                case "set" when entry.Length >= 3 && !IsExpired(entry, now):
                    values[entry[1]] = entry[2];
                    break;
                case "set" or "del" when entry.Length >= 2:
                    values.Remove(entry[1]);
                    break;
                case "flushdb":
                    values.Clear();
                    break;
            }
        }
        return values;
    }

    // An older one says only for how many seconds from when it was written; those are over after a migration anyway.
    private static bool IsExpired(string[] entry, DateTimeOffset now) =>
        entry.Length >= 5 && (entry[3] == "ex"
            || (entry[3] == "ae" && long.TryParse(entry[4], NumberStyles.None, CultureInfo.InvariantCulture, out long second)
                && second <= now.ToUnixTimeSeconds()));

    private static bool TryReadEntry(ref ReadOnlySpan<byte> file, out string[] entry)
    {
        entry = [];
        if (!TryReadNumber(ref file, '*', out int count) || count is < 1 or > 8) return false;
        var parts = new string[count];
        for (int i = 0; i < count; i++)
        {
            if (!TryReadNumber(ref file, '$', out int length) || file.Length < length + 2) return false;
            parts[i] = Encoding.UTF8.GetString(file[..length]);
            file = file[(length + 2)..];
        }
        entry = parts;
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> file, char sign, out int number)
    {
        number = 0;
        int end = file.IndexOf("\r\n"u8);
        if (end < 2 || file[0] != sign || !int.TryParse(file[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return false;
        file = file[(end + 2)..];
        return true;
    }
}
