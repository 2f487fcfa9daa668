using ChatSockets.Core.Diagnostics;
using ChatSockets.Storage;

namespace ChatSockets.Core.State;

/// <summary>The server of a <see cref="RetentionJob"/>: its options, its open rooms and its log.</summary>
internal sealed class RetentionHost(ChatEnvironment server, Func<IEnumerable<Room>> rooms) : IRetentionHost
{
    public TimeSpan Common => TimeSpan.FromDays(server.Options.HistoryDays);

    public bool IsOpen(long conversation) => rooms().Any(room => room.Record.Conversation == conversation);

    public void Deleted(long lines) =>
        server.Log.Information("{Count} lines of history were too old or too many, and are gone", lines);

    public void ClockSetForward(TimeSpan by) =>
        server.Log.Warning(
            "The clock was set forward by {Days:0.0} days: for {Hours:0} hours nothing is deleted because of its age, so that it "
                + "can be set back", by.TotalDays, ClockWatch.Doubt.TotalHours);

    public void Failed(Exception exception)
    {
        if (exception is StoreException)
            server.Log.Warning("Old history could not be deleted and stays until the next attempt: {Reason}", exception.Message);
        else Unexpected.Report(server.Log, exception, "Old history stays until the next attempt");
    }
}
