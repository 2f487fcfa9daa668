using System.Globalization;

namespace ChatSockets.Server.Importing.Logs;

/// <summary>
/// InspIRCd's raw log, which is all that it can log of what is said: lines of the types USERINPUT and USEROUTPUT, of all users and rooms,
/// as <c>Sat Jan 31 2026 12:00:00 USERINPUT: C[700AAAAAA] I PRIVMSG #room :text</c>. As InspIRCd 3.15 writes it. A message is what a user
/// sent, unless the server answers it with an error.
/// </summary>
internal sealed class InspIRCdLog : LogFormat
{
    public override string Name => "inspircd";

    public override string Description => "InspIRCd's raw log, of the types USERINPUT and USEROUTPUT";

    public override string Expected => "a log of the types USERINPUT and USEROUTPUT";

    public override bool HasSeveralRooms => true;

    public override bool IsLog(string path) => path.EndsWith(".log", StringComparison.Ordinal);

    public override string? WindowOf(string path) => null;

    public override LogReader Read(string path) => new Reader();

    private sealed class Reader : LogReader
    {
        private const int TimeLength = 24;

        // Of each connection, the nickname, and nick!user@host once the server has shown it to its owner.
        private readonly Dictionary<string, string> _sources = [];
        private LogEntry _pending = LogEntry.Nothing;
        private string _sender = "";

        public override LogEntry Read(string line)
        {
            if (line.Length == 0) return LogEntry.Nothing;
            if (line.Length <= TimeLength || !DateTime.TryParseExact(line.AsSpan(0, TimeLength), "ddd MMM dd yyyy HH:mm:ss",
                CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out DateTime time))
            {
                return LogEntry.Unreadable("it does not begin with a time, as \"Sat Jan 31 2026 12:00:00\"");
            }
            string[] parts = line[(TimeLength + 1)..].Split(' ', 4);
            if (parts.Length < 4 || parts[0] is not ("USERINPUT:" or "USEROUTPUT:") || !parts[1].StartsWith("C[", StringComparison.Ordinal)
                || !parts[1].EndsWith(']'))
            {
                return LogEntry.Nothing;
            }
            string connection = parts[1][2..^1];
            return parts[0] == "USERINPUT:" ? Sent(time, connection, parts[3]) : Answered(connection, parts[3]);
        }

        public override LogEntry End() => Settle();

        private LogEntry Sent(DateTime time, string connection, string line)
        {
            LogEntry before = Settle();
            string[] words = Words(line);
            // To several rooms at once it is one line for each; nobody but a bot does that, and then the first stands for it.
            if (words.Length == 3 && words[0].ToUpperInvariant() is "PRIVMSG" or "NOTICE" && words[1].StartsWith('#')
                && _sources.TryGetValue(connection, out string? source))
            {
                bool isNotice = words[0].Equals("NOTICE", StringComparison.OrdinalIgnoreCase);
                _pending = new LogEntry(isNotice ? LogEntryKind.Notice : LogEntryKind.Message, time, source, words[2])
                {
                    Room = words[1].Split(',')[0],
                };
                _sender = connection;
            }
            return before;
        }

        private LogEntry Answered(string connection, string line)
        {
            if (!line.StartsWith(':')) return LogEntry.Nothing;
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) return LogEntry.Nothing;
            string source = line[1..space];
            string[] words = Words(line[(space + 1)..]);
            if (words.Length < 2) return LogEntry.Nothing;
            if (words[0].Length == 3 && char.IsAsciiDigit(words[0][0]))
            {
                if (words[0] == "001") _sources[connection] = words[1];
                if (words[0][0] is '4' or '5' && connection == _sender) _pending = LogEntry.Nothing;
            }
            else if (_sources.TryGetValue(connection, out string? own) && NickOf(own) == NickOf(source))
            {
                // What a user is shown of itself.
                _sources[connection] = words[0] == "NICK" ? words[1] + source[NickOf(source).Length..] : source;
            }
            return LogEntry.Nothing;
        }

        private LogEntry Settle()
        {
            LogEntry settled = _pending;
            _pending = LogEntry.Nothing;
            return settled;
        }

        private static string NickOf(string source) => source.Split('!')[0];

        // The verb, the first parameter, and the next one, which is the text.
        private static string[] Words(string line)
        {
            string[] words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
            for (int i = 1; i < words.Length; i++)
            {
                if (words[i].StartsWith(':')) words[i] = words[i][1..];
            }
            return words;
        }
    }
}
