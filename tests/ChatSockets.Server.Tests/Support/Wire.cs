using System.Text;

namespace ChatSockets.Server.Tests.Support;

/// <summary>Lines as tests look at them.</summary>
internal static class Wire
{
    /// <summary>The source of a user whose user name is the nickname.</summary>
    public static string Source(string nickname) => $"{nickname}!~{nickname}@127.0.0.1";

    /// <summary>The line without its tags.</summary>
    public static string Untagged(string line) => line.StartsWith('@') ? line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..] : line;

    /// <summary>The value of a tag, as it stands; null where there is none.</summary>
    public static string? Tag(string line, string key)
    {
        if (!line.StartsWith('@')) return null;
        foreach (string tag in line[1..line.IndexOf(' ', StringComparison.Ordinal)].Split(';'))
        {
            if (tag == key) return "";
            if (tag.StartsWith(key + "=", StringComparison.Ordinal)) return tag[(key.Length + 1)..];
        }
        return null;
    }

    /// <summary>The line without its msgid, which no test can know.</summary>
    public static string WithoutMessageId(string line)
    {
        if (Tag(line, "msgid") is not { } id) return line;
        line = line.Replace(";msgid=" + id, "", StringComparison.Ordinal).Replace("msgid=" + id + ";", "", StringComparison.Ordinal);
        return line.Replace("@msgid=" + id + " ", "", StringComparison.Ordinal);
    }

    /// <summary>The keys of all tags in their order.</summary>
    public static string[] TagKeys(string line) =>
        line.StartsWith('@') ? [.. line[1..line.IndexOf(' ', StringComparison.Ordinal)].Split(';').Select(tag => tag.Split('=')[0])] : [];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A character for a byte, so that no byte sequence is lost on the way: <c>\u00FF</c> is the byte 255.</summary>
    public static byte[] Raw(string text) => Encoding.Latin1.GetBytes(text);
}
