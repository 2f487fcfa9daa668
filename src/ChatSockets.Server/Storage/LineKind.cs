namespace ChatSockets.Server.Storage;

/// <summary>What a kept line is. The numbers stand in the file: they never change their meaning.</summary>
internal enum LineKind : byte
{
    Privmsg = 1,
    Notice = 2,

    /// <summary>A PRIVMSG of several lines (IRCv3 multiline): LF joins them, CR where the next one continues the line.</summary>
    MultilinePrivmsg = 3,
    MultilineNotice = 4,

    /// <summary>The last that is not said in words; from here on nothing is found by words.</summary>
    Tagmsg = 8,

    Join = 16,
    Part = 17,
    Quit = 18,
    Kick = 19,
    Nick = 20,
    Topic = 21,
    Mode = 22,
}
