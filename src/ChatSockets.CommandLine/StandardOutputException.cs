namespace ChatSockets.CommandLine;

/// <summary>
/// Standard output cannot be written. The message is a clause: "standard output cannot be written" and the reason.
/// </summary>
public sealed class StandardOutputException : IOException
{
    // EPIPE; ERROR_BROKEN_PIPE and ERROR_NO_DATA on Windows.
    private static readonly int[] LostReader = [32, 109, 232];

    private StandardOutputException(string message, Exception failure) : base(message, failure) =>
        IsReaderGone = LostReader.Contains(failure.HResult & 0xFFFF);

    /// <summary>Whether only the reader has gone, having seen enough (<c>| head -1</c>).</summary>
    public bool IsReaderGone { get; }

    /// <summary>Whether an exception says of a stream that it cannot be written.</summary>
    internal static bool IsOne(Exception failure) => failure is IOException or UnauthorizedAccessException or ObjectDisposedException;

    // The framework says of a stream that was closed from the start that access is denied.
    internal static StandardOutputException Of(Exception failure) =>
        new($"standard output cannot be written: {(failure is IOException ? failure.Message : "it is closed")}", failure);
}
