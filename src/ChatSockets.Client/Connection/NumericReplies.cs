using System.Globalization;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>Replies as text: frequent ones have their own wording, others are shown as they came.</summary>
internal static class NumericReplies
{
    /// <summary>The text to show for a reply, or null for those that carry nothing a person wants to read.</summary>
    public static string? Describe(in Message message) => message.Numeric switch
    {
        Numeric.RPL_WHOISUSER => $"{Word(message, 1)} is {Word(message, 2)}@{Word(message, 3)} ({Word(message, 5)})",
        Numeric.RPL_WHOISSERVER => $"{Word(message, 1)} is on {Word(message, 2)} ({Word(message, 3)})",
        Numeric.RPL_WHOISACTUALLY => Actually(message),
        Numeric.RPL_WHOISCHANNELS => $"{Word(message, 1)} is in {Word(message, 2)}",
        Numeric.RPL_WHOISIDLE => $"{Word(message, 1)} has said nothing for {Duration(message, 2)}",
        Numeric.RPL_WHOISACCOUNT => $"{Word(message, 1)} is logged in as {Word(message, 2)}",
        Numeric.RPL_LOGGEDIN or (Numeric)901 => WireText.Decode(message.Last),
        Numeric.RPL_AWAY => $"{Word(message, 1)} is away: {Word(message, 2)}",
        Numeric.RPL_CHANNELMODEIS => $"{Word(message, 1)} has the modes {Rest(message, 2)}",
        Numeric.RPL_CREATIONTIME => $"{Word(message, 1)} was created {Date(message, 2)}",
        Numeric.RPL_TOPICWHOTIME => $"the topic of {Word(message, 1)} was set by {Nick(message, 2)} {Date(message, 3)}",
        Numeric.RPL_INVITING => $"{Word(message, 1)} is invited to {Word(message, 2)}",
        Numeric.RPL_BANLIST => $"{Word(message, 1)} bans {Word(message, 2)}",
        Numeric.RPL_NOTOPIC => $"{Word(message, 1)} has no topic",
        Numeric.RPL_UMODEIS => $"your modes are {Rest(message, 1)}",
        Numeric.RPL_ENDOFWHOIS or Numeric.RPL_ENDOFMOTD or Numeric.RPL_MOTDSTART
            or Numeric.RPL_LISTSTART => null,
        Numeric.RPL_MOTD => Word(message, 1),
        _ => Rest(message, 1),
    };

    /// <summary>The room that a reply is about, where its first parameter is one.</summary>
    public static string RoomOf(in Message message, Isupport isupport)
    {
        string first = Word(message, 1);
        return message.Count > 2 && isupport.IsRoom(first) ? first : "";
    }

    private static string Word(in Message message, int index) => WireText.Decode(message[index]);

    // Modern IRC, "RPL_WHOISACTUALLY": a host, an address, both or neither stand before the words.
    private static string Actually(in Message message)
    {
        var places = new List<string>();
        for (int i = 2; i < message.Count - 1; i++) places.Add(Word(message, i));
        string at = string.Join(", ", places);
        return at.Length > 0 ? $"{Word(message, 1)} is really at {at}" : $"{Word(message, 1)} {WireText.Decode(message.Last)}";
    }

    private static string Nick(in Message message, int index) => WireText.Decode(Source.Parse(message[index]).Name);

    private static string Rest(in Message message, int from)
    {
        var words = new List<string>();
        for (int i = Math.Min(from, message.Count - 1); i < message.Count; i++) words.Add(Word(message, Math.Max(0, i)));
        return string.Join(' ', words);
    }

    private static string Date(in Message message, int index) =>
        long.TryParse(Word(message, index), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : Word(message, index);

    private static string Duration(in Message message, int index) =>
        int.TryParse(Word(message, index), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? TimeSpan.FromSeconds(seconds).ToString("g", CultureInfo.InvariantCulture)
            : Word(message, index);
}
