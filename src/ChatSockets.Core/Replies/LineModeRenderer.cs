using System.Globalization;
using System.Text;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Replies;

/// <summary>
/// Renders a message as a line for a person's terminal: <c>12:01 &lt;alice&gt; hello</c>; nothing for messages without interest to people.
/// Called by broadcasting threads; it depends only on the message, so one rendering serves all readers.
/// </summary>
internal static class LineModeRenderer
{
    private static readonly char[] StatusSymbols = [.. MemberPrefix.Prefixes];

    /// <param name="server">Whose clock tells the time, and whose lobby needs no mention.</param>
    /// <param name="line">One message without tags; its line end may be there.</param>
    public static byte[] Render(ChatEnvironment server, ReadOnlySpan<byte> line) =>
        Render(server, line, server.Clock.GetLocalNow().ToString("HH:mm", CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Render(ChatEnvironment, ReadOnlySpan{byte})"/>
    /// <param name="server">Whose lobby needs no mention.</param>
    /// <param name="line">One message without tags; its line end may be there.</param>
    /// <param name="time">When it was, for people.</param>
    public static byte[] Render(ChatEnvironment server, ReadOnlySpan<byte> line, string time)
    {
        if (!MessageParser.TryParse(line.TrimEnd("\r\n"u8), out Message message)) return [];
        string? text = message.Numeric == Numeric.None ? Verb(server, message) : NumericReply(message);
        if (text is null) return [];
        return Encoding.UTF8.GetBytes($"{time} {PlainText.Clean(text)}\r\n");
    }

    private static string? Verb(ChatEnvironment server, in Message message)
    {
        string who = Text(Source.Parse(message.Source).Name);
        string target = Text(message[0]), text = Text(message[1]);
        return Text(message.Verb) switch
        {
            "PRIVMSG" => Message(server, who, target, text),
            "NOTICE" => Where(server, target) + $"-{who}- {text}",
            "JOIN" => $"-- {who} has joined {target}",
            "PART" => $"-- {who} has left {target}{Reason(text)}",
            "QUIT" => $"-- {who} is gone{Reason(target)}",
            "NICK" => $"-- {who} is now called {target}",
            "KICK" => $"-- {who} has put {text} out of {target}{Reason(Text(message[2]))}",
            "RENAME" => $"-- {who} has renamed {target} to {text}{Reason(Text(message[2]))}",
            "TOPIC" => text.Length == 0 ? $"-- {who} has cleared the topic of {target}" : $"-- {who} has set the topic of {target}: {text}",
            "MODE" => $"-- {who} has set {Parameters(message, 1)} on {target}",
            "INVITE" => $"-- {who} invites you to {text}: /join {text}",
            "ERROR" => target == Session.NoReason ? "-- Goodbye." : $"-- Goodbye. {target}",
            "FAIL" or "WARN" or "NOTE" => "!! " + Text(message.Last),
            _ => null,
        };
    }

    private static string Message(ChatEnvironment server, string who, string target, string text)
    {
        const string Action = "\x01" + "ACTION ";
        if (text.StartsWith(Action, StringComparison.Ordinal))
            return $"{Where(server, target)}* {who} {text[Action.Length..].TrimEnd('\x01')}";
        return IsRoom(target) ? $"{Where(server, target)}<{who}> {text}" : $"*{who}* {text}";
    }

    private static string? NumericReply(in Message message) => message.Numeric switch
    {
        Numeric.RPL_TOPIC => $"-- The topic of {Text(message[1])}: {Text(message.Last)}",
        Numeric.RPL_NOTOPIC => $"-- {Text(message[1])} has no topic",
        Numeric.RPL_NAMREPLY => $"-- In {Text(message[2])}: {Text(message.Last)}",
        Numeric.RPL_MOTD => Text(message.Last),
        // IRCv3 pre-away: an asterisk is no reason.
        Numeric.RPL_AWAY => $"-- {Text(message[1])} is away" + (Text(message.Last) is var why and not "*" ? $": {why}" : ""),
        Numeric.ERR_NOMOTD => null,
        Numeric.RPL_LOGGEDIN or Numeric.RPL_LOGGEDOUT => $"-- {Text(message.Last)}",
        Numeric.ERR_LINKCHANNEL => $"-- {Text(message[1])} sends you on to {Text(message[2])}",
        >= Numeric.ERR_UNKNOWNERROR => $"!! {Middle(message)}{Text(message.Last)}",
        _ => null,
    };

    // The room's name, but for the lobby, where everybody is anyway.
    private static string Where(ChatEnvironment server, string target) =>
        !IsRoom(target) || target.Equals(server.Options.Lobby, StringComparison.OrdinalIgnoreCase) ? "" : target + " ";

    private static bool IsRoom(string target) => target.TrimStart(StatusSymbols).StartsWith('#');

    private static string Reason(string reason) => reason is "" or Session.NoReason ? "" : $" ({reason})";

    // What an error is about, without the nickname that comes first.
    private static string Middle(in Message message) => message.Count > 2 ? Text(message[1]) + ": " : "";

    private static string Parameters(in Message message, int from)
    {
        var words = new List<string>();
        for (int i = from; i < message.Count; i++) words.Add(Text(message[i]));
        return string.Join(' ', words);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
