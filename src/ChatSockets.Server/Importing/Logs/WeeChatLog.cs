using System.Globalization;

namespace ChatSockets.Server.Importing.Logs;

/// <summary>
/// WeeChat's plugin logger: <c>irc.NETWORK.#room.weechatlog</c> with time, prefix and text, separated by tabs. As WeeChat 3.8 writes it.
/// </summary>
internal sealed class WeeChatLog : LogFormat
{
    private const string Prefix = "irc.";
    private const string Extension = ".weechatlog";

    public override string Name => "weechat";

    public override string Description => "WeeChat's plugin logger: irc.NETWORK.#room.weechatlog";

    public override string Expected => "files as irc.NETWORK.#room.weechatlog";

    public override bool IsLog(string path)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal)
            && !name.StartsWith("irc.server.", StringComparison.Ordinal);
    }

    // The network's name may have dots as well; a room begins with the first sign of one.
    public override string? WindowOf(string path)
    {
        string name = Path.GetFileName(path);
        if (!IsLog(path)) return null;
        name = name[..^Extension.Length];
        int room = name.IndexOf(".#", StringComparison.Ordinal);
        return name[((room < 0 ? name.LastIndexOf('.') : room) + 1)..];
    }

    public override string? NetworkOf(string path)
    {
        string name = Path.GetFileName(path);
        int room = name.IndexOf(".#", StringComparison.Ordinal);
        return IsLog(path) && room > Prefix.Length ? name[Prefix.Length..room] : null;
    }

    public override LogReader Read(string path) => new Reader();

    private sealed class Reader : LogReader
    {
        private const string Notice = "Notice(";

        public override LogEntry Read(string line)
        {
            if (line.Length == 0) return LogEntry.Nothing;
            string[] parts = line.Split('\t', 3);
            if (parts.Length < 3 || !DateTime.TryParseExact(parts[0], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture,
                DateTimeStyles.None, out DateTime time))
            {
                return LogEntry.Unreadable("it does not begin with a time and two tabs, as \"2026-01-31 12:00:00\"");
            }
            string text = parts[2];
            switch (parts[1])
            {
                case " *":
                    int space = text.IndexOf(' ', StringComparison.Ordinal);
                    return space > 0 ? LogEntry.Action(time, text[..space], text[(space + 1)..]) : LogEntry.Action(time, text, "");
                case "--" when text.StartsWith(Notice, StringComparison.Ordinal):
                    int end = text.IndexOf("): ", StringComparison.Ordinal);
                    return end < 0 ? LogEntry.Event
                        : new LogEntry(LogEntryKind.Notice, time, text[Notice.Length..end], text[(end + 3)..]);
                case "" or "--" or "-->" or "<--" or "=!=": return LogEntry.Event;
                default: return new LogEntry(LogEntryKind.Message, time, parts[1], text);
            }
        }
    }
}
