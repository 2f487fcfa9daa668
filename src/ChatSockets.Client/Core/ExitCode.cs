namespace ChatSockets.Client.Core;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The connection was refused or lost, or standard input or output cannot be used.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;

    public const int TimedOut = 3;

    /// <summary>
    /// The server said no (to the password, the nickname, the room, the text, or to us altogether), or we to the server: its key is not
    /// trusted, or it has no TLS.
    /// </summary>
    public const int ServerSaidNo = 4;

    /// <summary>The connection was lost after something was sent and before the server answered: it may have arrived.</summary>
    public const int Unknown = 5;

    /// <summary>Ended by a signal: with its number, as a shell counts.</summary>
    public const int Signalled = 128;
}
