namespace ChatSockets.Client.Terminal;

/// <summary>
/// The terminal that a full-screen program has to itself. It posts what comes to whatever made it; the rest is called on the loop's thread.
/// </summary>
internal interface ITerminal : IDisposable
{
    /// <summary>Rows and columns, as they are now.</summary>
    (int Height, int Width) Size { get; }

    /// <summary>Begins to post what the user does.</summary>
    void Start();

    /// <summary>Takes the screen: raw mode, and the alternate screen. Once more after <see cref="Leave"/>.</summary>
    void Enter();

    /// <summary>Gives the screen back as it was. Any thread; more than once does no harm.</summary>
    void Leave();

    /// <summary>Writes all of it. A terminal that is gone takes nothing.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Gives the screen back and stops the process, as Ctrl-Z does; the terminal posts when it goes on. Nothing where there is no such
    /// thing.
    /// </summary>
    void Suspend();
}

/// <summary>What a terminal posts besides what the user does.</summary>
internal abstract record TerminalNotice : TerminalEvent
{
    /// <summary>The window has another size.</summary>
    internal sealed record Resized : TerminalNotice;

    /// <summary>The process goes on after it was stopped: the screen is somebody else's until it is entered again.</summary>
    internal sealed record Continued : TerminalNotice;

    /// <summary>The terminal is gone.</summary>
    internal sealed record Gone : TerminalNotice;
}
