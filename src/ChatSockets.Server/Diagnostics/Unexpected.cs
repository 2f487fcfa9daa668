using Serilog;

namespace ChatSockets.Server.Diagnostics;

/// <summary>
/// An exception that nobody expects is a mistake of ours. Each thread's loop decides what it costs (a connection, a pass, a reload),
/// reports it here, and goes on: an exception that leaves a thread would end the process and everybody's connections. Any thread, under no
/// lock; never throws.
/// </summary>
internal static class Unexpected
{
    /// <summary>Logs it as an error, with the thread's name.</summary>
    /// <param name="log">The server's log.</param>
    /// <param name="exception">What happened.</param>
    /// <param name="cost">What it cost, as a sentence: <c>A connection ends</c>.</param>
    public static void Report(ILogger log, Exception exception, string cost)
    {
        try
        {
            log.Error(exception, "{Cost} because of a mistake in the server, on the thread {Thread}", cost,
                Thread.CurrentThread.Name ?? "of the pool");
        }
        catch (Exception)
        {
            // Where memory is out, there may be none left to say so.
        }
    }
}
