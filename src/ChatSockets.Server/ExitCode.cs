namespace ChatSockets.Server;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCode
{
    /// <summary>Stopped as asked, or printed what was asked for.</summary>
    public const int Done = 0;

    /// <summary>It could not run; one line says what to do.</summary>
    public const int CouldNotRun = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>The doctor found something that should be better, and nothing that is wrong.</summary>
    public const int Warned = 3;
}
