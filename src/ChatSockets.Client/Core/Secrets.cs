namespace ChatSockets.Client.Core;

/// <summary>Passwords in what is typed and in commands to services, which must not appear on a screen, in a log or in a file.</summary>
internal static class Secrets
{
    private const string Hidden = "****";

    private static readonly string[] Services = ["AuthServ", "UserServ", "X", "Q", "L", "K9"];

    private static readonly string[] Commands =
    [
        "IDENTIFY", "ID", "REGISTER", "LOGIN", "AUTH", "GHOST", "RECOVER", "RELEASE", "RECLAIM", "REGAIN", "GROUP", "SETPASS", "RESETPASS",
        "NEWPASS", "PASS", "CERT", "DROP", "UNREGISTER",
    ];

    private const string RoomSigns = "#&+!";

    /// <summary>Returns the text with asterisks instead of a password.</summary>
    public static string Hide(string to, string text) =>
        Start(to, text) is { } start && start < text.Length ? text[..start] + Hidden : text;

    /// <summary>Where a secret begins in what is said to somebody; null if there is none.</summary>
    public static int? Start(string to, string text)
    {
        string name = to.Split('@')[0];
        bool isService = name.EndsWith("Serv", StringComparison.OrdinalIgnoreCase)
            || Services.Contains(name, StringComparer.OrdinalIgnoreCase);
        if (!isService) return null;
        int first = After(text, 0, out string command);
        if (Is(command, "SET"))
        {
            int second = After(text, first, out string what);
            return Is(what, "PASSWORD") ? Begun(text, second) : null;
        }
        if (!Commands.Contains(command, StringComparer.OrdinalIgnoreCase)) return null;
        int next = After(text, first, out string parameter);
        if (Is(command, "CERT")) return Is(parameter, "ADD") || Is(parameter, "DEL") ? Begun(text, next) : null;
        // A room is no secret; its password, which some networks have, comes behind it.
        bool isOfRoom = Is(name, "ChanServ") && parameter.Length > 0 && RoomSigns.Contains(parameter[0], StringComparison.Ordinal);
        return Begun(text, isOfRoom ? next : first);
    }

    /// <summary>Where a secret begins in a line that is typed; null if there is none in it. It may be incomplete.</summary>
    /// <param name="conversation">The name of the conversation that the line is typed into.</param>
    /// <param name="line">The line.</param>
    public static int? StartOfTyped(string conversation, string line)
    {
        if (!line.StartsWith('/')) return Start(conversation, line);
        int rest = After(line, 0, out string command);
        switch (command.ToLowerInvariant())
        {
            case "/register" or "/pass": return Begun(line, rest);
            case "/oper": return AfterName(line, rest);
            case "/ns" or "/nickserv": return Behind(rest, Start("NickServ", line[rest..]));
            case "/cs" or "/chanserv": return Behind(rest, Start("ChanServ", line[rest..]));
            case "/msg" or "/m" or "/query" or "/q" or "/notice":
                int text = After(line, rest, out string to);
                return Behind(text, Start(to, line[text..]));
            case "/raw" or "/quote":
                int parameters = After(line, rest, out string verb);
                return verb.ToUpperInvariant() switch
                {
                    "PASS" or "AUTHENTICATE" or "REGISTER" => Begun(line, parameters),
                    "OPER" => AfterName(line, parameters),
                    "NS" or "NICKSERV" => Behind(parameters, Start("NickServ", line[parameters..])),
                    _ => null,
                };
            default: return null;
        }
    }

    private static int? AfterName(string text, int from)
    {
        int next = After(text, from, out string name);
        return name.Length > 0 ? Begun(text, next) : null;
    }

    private static int? Behind(int offset, int? start) => start is { } at ? offset + at : null;

    // A word is complete, and what follows it begins, only when a space is behind it.
    private static int? Begun(string text, int at) => at > 0 && text[at - 1] == ' ' ? at : null;

    // Takes a word; returns where the next one begins.
    private static int After(string text, int from, out string word)
    {
        int end = text.IndexOf(' ', from);
        word = end < 0 ? text[from..] : text[from..end];
        if (end < 0) return text.Length;
        while (end < text.Length && text[end] == ' ') end++;
        return end;
    }

    private static bool Is(string word, string command) => word.Equals(command, StringComparison.OrdinalIgnoreCase);
}
