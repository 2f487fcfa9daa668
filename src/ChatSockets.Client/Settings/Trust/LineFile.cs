using System.Text;

namespace ChatSockets.Client.Settings.Trust;

/// <summary>
/// A file with one line for each subject: its name, a space, and what is known of it. Comments (<c>#</c>) and lines of others stay. It is
/// written as a whole, so that a reader sees the old file or the new one, and only the user can read it.
/// </summary>
internal sealed class LineFile(string path)
{
    public string Path => path;

    /// <summary>What the last line of the subject says; null without one.</summary>
    public string? Find(string subject) => Read().LastOrDefault(line => IsOf(line, subject)) is { } found
        ? found.Trim()[subject.Length..].Trim() : null;

    /// <summary>All lines that are no comments.</summary>
    public IEnumerable<string> Lines() => Read().Where(line => line.Trim() is { Length: > 0 } text && text[0] != '#');

    /// <summary>Puts a line in the place of the subject's others; null only removes them. Returns whether there were any.</summary>
    public bool Set(string subject, string? value)
    {
        List<string> lines = Read();
        int removed = lines.RemoveAll(line => IsOf(line, subject));
        if (value is not null) lines.Add($"{subject} {value}");
        else if (removed == 0) return false;
        PrivateFile.MakeFolder(System.IO.Path.GetDirectoryName(path)!);
        byte[] contents = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        if (!PrivateFile.Create(path, contents)) PrivateFile.Replace(path, contents);
        return removed > 0;
    }

    private List<string> Read() => File.Exists(path) ? [.. File.ReadAllLines(path)] : [];

    private static bool IsOf(string line, string subject)
    {
        string text = line.Trim();
        return text.StartsWith(subject, StringComparison.OrdinalIgnoreCase)
            && (text.Length == subject.Length || char.IsWhiteSpace(text[subject.Length]));
    }
}
