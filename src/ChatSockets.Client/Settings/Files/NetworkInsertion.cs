using System.Text;
using ChatSockets.Client.Settings.Kinds;

namespace ChatSockets.Client.Settings.Files;

/// <summary>
/// Puts a network into the text of a settings file and leaves everything else as it is. The text must be readable; whoever calls reads the
/// result to see that it says what it should.
/// </summary>
internal static class NetworkInsertion
{
    private const string Member = "networks";
    private const string Indent = "    ";

    public static byte[] Insert(byte[] file, NetworkSettings network)
    {
        int mark = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        ReadOnlySpan<byte> bytes = file.AsSpan(mark);
        string newline = bytes.IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        JsonItem root = JsonFile.Read(bytes, static (_, reason) => throw new FormatException(reason))!;
        string value = Indent + SettingsJson.Text(writer => new NetworkKind().Write(writer, network, showSecrets: true), Indent);
        List<Edit> edits = root.Member(Member) is { } networks
            ? IntoList(bytes, networks.Value, value)
            : [IntoRoot(bytes, root, $"  \"{Member}\": [\n{value}\n  ],")];
        var result = new List<byte>(file);
        // They are in the order of the file: from the last on, the offsets of the others stay right.
        foreach (Edit edit in edits.AsEnumerable().Reverse())
        {
            result.RemoveRange(mark + edit.At, edit.Length);
            result.InsertRange(mark + edit.At, Encoding.UTF8.GetBytes(edit.Text.Replace("\n", newline, StringComparison.Ordinal)));
        }
        return [.. result];
    }

    private static List<Edit> IntoList(ReadOnlySpan<byte> bytes, JsonItem list, string value)
    {
        var edits = new List<Edit>();
        // A comma goes directly after the last network, so that a comment beside it stays there.
        if (list.Items.Count > 0 && !HasComma(bytes[list.Items[^1].End..(list.End - 1)])) edits.Add(new Edit(list.Items[^1].End, 0, ","));
        int bracket = list.End - 1;
        int lineStart = bytes[..bracket].LastIndexOf((byte)'\n') + 1;
        bool isAlone = lineStart > list.Start && bytes[lineStart..bracket].IndexOfAnyExcept(" \t\r"u8) < 0;
        edits.Add(isAlone ? new Edit(lineStart, 0, value + "\n") : new Edit(bracket, 0, $"\n{value}\n  "));
        return edits;
    }

    private static Edit IntoRoot(ReadOnlySpan<byte> bytes, JsonItem root, string member)
    {
        // The commented file has a place for it.
        byte[] commented = Encoding.UTF8.GetBytes("\n" + SettingsReference.Default(SettingsTable.All.First(row => row.Name == Member)));
        int at = bytes.IndexOf(commented);
        if (at > root.Start && root.Members.All(other => at + commented.Length <= other.Value.Start || at >= other.Value.End))
            return new Edit(at + 1, commented.Length - 1, member);
        return new Edit(root.Start + 1, 0, "\n" + member);
    }

    // Whether a comma follows outside of comments.
    private static bool HasComma(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            int skipped = 1;
            if (rest.StartsWith("//"u8)) skipped = rest.IndexOf((byte)'\n') + 1;
            else if (rest.StartsWith("/*"u8)) skipped = rest.IndexOf("*/"u8) + 2;
            else if (rest[0] == (byte)',') return true;
            rest = rest[skipped..];
        }
        return false;
    }

    /// <summary>Bytes to remove at an offset, and the text that takes their place.</summary>
    private readonly record struct Edit(int At, int Length, string Text);
}
