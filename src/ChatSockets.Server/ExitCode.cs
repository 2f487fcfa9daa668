namespace ChatSockets.Server;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>Stopped as asked, or said what it was asked.</summary>
    public const int Done = 0;

    /// <summary>It could not run: one line tells what to do.</summary>
    public const int CouldNotRun = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int WrongUsage = 2;
}
