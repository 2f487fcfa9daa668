using System.Globalization;
using System.Text;

namespace ChatSockets.Protocol;

/// <summary>
/// The features that a server advertises in RPL_ISUPPORT: Modern IRC, "Feature Advertisement". The client feeds it the numerics' tokens;
/// until then it has the specification's defaults. <see cref="Lines"/> is the server's side.
/// </summary>
public sealed class Isupport
{
    private readonly Dictionary<string, string> _tokens = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>When two names are the same on that server.</summary>
    public CaseMapping CaseMapping { get; private set; } = CaseMapping.Rfc1459;

    /// <summary>The characters that a room's name may begin with.</summary>
    public string ChannelTypes { get; private set; } = "#&";

    /// <summary>The member modes, highest first: <c>ov</c>.</summary>
    public string PrefixModes { get; private set; } = "ov";

    /// <summary>The prefixes of <see cref="PrefixModes"/> in the same order: <c>@+</c>.</summary>
    public string PrefixSymbols { get; private set; } = "@+";

    /// <summary>
    /// The room modes in the four kinds A, B, C, D (Modern IRC, "CHANMODES Parameter"); kinds that were not sent are empty.
    /// </summary>
    public IReadOnlyList<string> ChannelModes { get; private set; } = ["b", "k", "l", "imnst"];

    /// <summary>A token's value; null where it was not sent, empty where it has none.</summary>
    public string? this[string name] => _tokens.GetValueOrDefault(name);

    /// <summary>Returns a token's number, or the fallback if it was not sent or is not a number.</summary>
    public int Number(string name, int fallback) =>
        int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : fallback;

    /// <summary>Whether a name is a room's on that server.</summary>
    public bool IsRoom(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && ChannelTypes.Contains(name[0], StringComparison.Ordinal);
    }

    /// <summary>Takes in one RPL_ISUPPORT: its parameters but the first (the nickname) and the last (the text).</summary>
    public void Read(in Message message)
    {
        for (int i = 1; i < message.Count - 1; i++) Read(message[i]);
    }

    /// <summary>The lines' worth of tokens, at most 13 of them and 400 bytes in each.</summary>
    public static IEnumerable<string[]> Lines(IEnumerable<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var line = new List<string>();
        int bytes = 0;
        foreach (string token in tokens)
        {
            int length = Encoding.UTF8.GetByteCount(token) + 1;
            if (line.Count == 13 || (line.Count > 0 && bytes + length > 400))
            {
                yield return [.. line];
                line.Clear();
                bytes = 0;
            }
            line.Add(token);
            bytes += length;
        }
        if (line.Count > 0) yield return [.. line];
    }

    /// <summary>Escapes the characters that a token's value cannot contain (space, backslash, equals sign) as <c>\xHH</c>.</summary>
    public static string Escape(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Replace("\\", "\\x5C", StringComparison.Ordinal)
            .Replace(" ", "\\x20", StringComparison.Ordinal)
            .Replace("=", "\\x3D", StringComparison.Ordinal);
    }

    private void Read(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty) return;
        if (token[0] == (byte)'-')
        {
            string gone = Encoding.UTF8.GetString(token[1..]);
            if (_tokens.Remove(gone)) Apply(gone, null);
            return;
        }
        int equals = token.IndexOf((byte)'=');
        string name = Encoding.UTF8.GetString(equals < 0 ? token : token[..equals]);
        string value = equals < 0 ? "" : Unescape(Encoding.UTF8.GetString(token[(equals + 1)..]));
        _tokens[name] = value;
        Apply(name, value);
    }

    private void Apply(string name, string? value)
    {
        switch (name.ToUpperInvariant())
        {
            case "CASEMAPPING":
                CaseMapping = value is null ? CaseMapping.Rfc1459 : CaseMapping.Parse(value);
                break;
            case "CHANTYPES":
                ChannelTypes = value ?? "#&";
                break;
            case "CHANMODES":
                string[] kinds = (value ?? "b,k,l,imnst").Split(',');
                ChannelModes = kinds.Length >= 4 ? kinds : [.. kinds, .. Enumerable.Repeat("", 4 - kinds.Length)];
                break;
            case "PREFIX":
                int close = value?.IndexOf(')', StringComparison.Ordinal) ?? -1;
                (PrefixModes, PrefixSymbols) = value switch
                {
                    null => ("ov", "@+"),
                    _ when value.StartsWith('(') && value.Length == 2 * close => (value[1..close], value[(close + 1)..]),
                    _ => ("", ""),
                };
                break;
        }
    }

    private static string Unescape(string value)
    {
        int at = value.IndexOf("\\x", StringComparison.Ordinal);
        if (at < 0) return value;
        var text = new StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 3 < value.Length && value[i + 1] == 'x'
                && byte.TryParse(value.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code))
            {
                text.Append((char)code);
                i += 3;
            }
            else
            {
                text.Append(value[i]);
            }
        }
        return text.ToString();
    }
}
