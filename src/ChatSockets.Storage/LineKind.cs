namespace ChatSockets.Storage;

/// <summary>The kinds of stored lines. The numbers are in the file: their meaning never changes.</summary>
internal enum LineKind : byte
{
    Privmsg = 1,
    Notice = 2,

    /// <summary>A PRIVMSG of several lines (IRCv3 multiline): LF joins them, CR where the next one continues the line.</summary>
    MultilinePrivmsg = 3,
    MultilineNotice = 4,

    /// <summary>
    /// From here on kinds have no words: they are in their own table, cannot be searched, and are only sent to clients with IRCv3
    /// draft/event-playback.
    /// </summary>
    Tagmsg = 8,

    /// <summary>With the real name.</summary>
    Join = 16,

    /// <summary>With the reason, which may be empty; so QUIT.</summary>
    Part = 17,
    Quit = 18,

    /// <summary>With the nickname, a space, and the reason.</summary>
    Kick = 19,

    /// <summary>With the new nickname.</summary>
    Nick = 20,

    /// <summary>With the topic, empty when it was cleared.</summary>
    Topic = 21,

    /// <summary>With the letters and their arguments, separated by spaces.</summary>
    Mode = 22,
}
