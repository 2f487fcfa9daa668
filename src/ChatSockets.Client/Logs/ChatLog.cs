using System.Security.Cryptography;
using System.Text;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Logs;

/// <summary>
/// Writes what is said down, a file for each conversation in a folder for each network, and has the last lines of a conversation where the
/// server has none. The loop's thread alone uses it. What goes wrong ends the log, and not the chat.
/// </summary>
/// <param name="folder">The folder of the logs.</param>
/// <param name="failed">Told once why no log is written any more.</param>
internal sealed class ChatLog(string folder, Action<string> failed) : IChatLog
{
    private const int MostOpen = 32;
    private const int LongestName = 100;

    // Windows keeps these for devices, whatever comes behind a dot.
    private static readonly string[] Reserved =
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"com{i}", $"lpt{i}" })];

    private readonly Dictionary<string, LogFile> _open = new(StringComparer.Ordinal);
    private bool _isBroken;

    /// <summary>Writes an entry down, unless it is there already.</summary>
    public void Write(Conversation conversation, in TimelineEntry entry)
    {
        if (_isBroken || conversation.IsServer || entry.Kind is EntryKind.Info or EntryKind.Error) return;
        try
        {
            Open(PathOf(conversation.Network, conversation.Name)).Write(entry, TextOf(entry));
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Break(unusable);
        }
    }

    /// <summary>The last messages of a conversation, oldest first.</summary>
    public IReadOnlyList<TimelineEntry> Last(Conversation conversation, int most) =>
        LogFile.Read(PathOf(conversation.Network, conversation.Name), conversation.Network.Nick, most);

    /// <summary>The newest messages of a conversation that have a text in them, oldest first.</summary>
    public IReadOnlyList<TimelineEntry> Find(Conversation conversation, string text, int most) =>
        LogFile.Find(PathOf(conversation.Network, conversation.Name), text, most);

    /// <summary>The end of a turn: what was written is in the files.</summary>
    public void Flush()
    {
        try
        {
            foreach (LogFile each in _open.Values) each.Flush();
        }
        catch (IOException unusable)
        {
            Break(unusable);
        }
    }

    public void Dispose()
    {
        foreach (LogFile each in _open.Values) each.Dispose();
        _open.Clear();
    }

    /// <summary>A name as a file's name on every system: what may not be in one is written as %2F.</summary>
    public static string FileNameOf(string name)
    {
        var text = new StringBuilder();
        string lower = name.ToLowerInvariant();
        bool isReserved = lower.Length == 0 || lower[0] == '.' || Reserved.Contains(lower.Split('.')[0]);
        foreach (byte each in Encoding.UTF8.GetBytes(lower))
        {
            bool isPlain = char.IsAsciiLetterOrDigit((char)each) || "#&+-_.[]{}^`!@~".Contains((char)each, StringComparison.Ordinal);
            if (isPlain && !(isReserved && text.Length == 0)) text.Append((char)each);
            else text.Append('%').Append(each.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        if (text.Length <= LongestName) return text.ToString();
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lower)).AsSpan(0, 6));
        return $"{text.ToString(0, LongestName)}-{hash}";
    }

    // In a file it has to be clear who "you" was.
    private static string TextOf(in TimelineEntry entry) => entry.IsSpeech
        ? string.Join('\n', entry.Text.Split('\n').Select(PlainText.Clean))
        : EventText.Of(entry with { Flags = EntryFlags.None });

    private string PathOf(Network network, string conversation) =>
        Path.Combine(folder, FileNameOf(network.Name), $"{FileNameOf(conversation)}.log");

    private LogFile Open(string path)
    {
        if (_open.TryGetValue(path, out LogFile? file)) return file;
        if (_open.Count >= MostOpen) Dispose();
        PrivateFile.MakeFolder(Path.GetDirectoryName(path)!);
        return _open[path] = new LogFile(path);
    }

    private void Break(Exception reason)
    {
        _isBroken = true;
        failed($"nothing is logged any more: {reason.Message}");
    }
}
