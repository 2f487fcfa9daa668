namespace ChatSockets.Client;

/// <summary>What the program's end means to the shell that started it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The connection was refused or lost.</summary>
    public const int ConnectionLost = 1;

    public const int WrongUsage = 2;

    public const int TimedOut = 3;

    /// <summary>The server said no: to the password, the nickname, the room, the text, or to us altogether.</summary>
    public const int ServerSaidNo = 4;
}
