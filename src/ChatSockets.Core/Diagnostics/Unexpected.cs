using Serilog;

namespace ChatSockets.Core.Diagnostics;

/// <summary>
/// Reports unexpected exceptions, which are our own mistakes. Each thread's loop decides what such an exception costs (a connection, a
/// pass, a reload), reports it here, and continues: an exception that escaped a thread would end the process and everybody's connections.
/// Any thread, under no lock; never throws.
/// </summary>
internal static class Unexpected
{
    /// <summary>Logs the exception as an error, with the thread's name.</summary>
    /// <param name="log">The server's log.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="cost">The cost, as a sentence: <c>A connection ends</c>.</param>
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
