namespace ChatSockets.Client.Core;

/// <summary>Passwords in commands to services, which must not appear on a screen or in a log.</summary>
internal static class Secrets
{
    private static readonly string[] Services = ["AuthServ", "UserServ", "X", "Q", "L", "K9"];

    private static readonly string[] Commands =
    [
        "IDENTIFY", "ID", "REGISTER", "LOGIN", "AUTH", "GHOST", "RECOVER", "RELEASE", "RECLAIM", "REGAIN", "GROUP", "SETPASS", "RESETPASS",
            "NEWPASS",
        "PASS", "CERT", "DROP", "UNREGISTER",
    ];

    /// <summary>Returns the text with asterisks instead of a password.</summary>
    public static string Hide(string to, string text)
    {
        string name = to.Split('@')[0];
        bool isService = name.EndsWith("Serv", StringComparison.OrdinalIgnoreCase)
            || Services.Contains(name, StringComparer.OrdinalIgnoreCase);
        if (!isService) return text;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return text;
        if (words.Length > 2 && Is(words[0], "SET") && Is(words[1], "PASSWORD")) return $"{words[0]} {words[1]} ****";
        return Commands.Contains(words[0], StringComparer.OrdinalIgnoreCase) ? $"{words[0]} ****" : text;
    }

    private static bool Is(string word, string command) => word.Equals(command, StringComparison.OrdinalIgnoreCase);
}
