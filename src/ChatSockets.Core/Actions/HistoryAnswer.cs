using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Sends a part of the history: in a batch, for clients that negotiated it, and a page at a time, as the client reads it. From the second
/// page on it works in turns (<see cref="CommandMeter"/>).
/// </summary>
/// <param name="context">The context of the command.</param>
/// <param name="target">The conversation.</param>
/// <param name="batchType">The type of the batch, whose parameter is the target.</param>
internal sealed class HistoryAnswer(CommandContext context, HistoryTarget target, byte[] batchType)
{
    /// <summary>The most messages in one reply (ISUPPORT CHATHISTORY).</summary>
    public const int MaximumLines = 1000;

    // So much is in memory at a time, and no more.
    private const int PageLines = 100;

    private const int PageBytes = 64 * 1024;

    /// <summary>See <see cref="Playback.TellsTime"/>.</summary>
    public bool TellsTime { get; init; }

    /// <summary>Sends the first lines of a range. False where the connection ended meanwhile.</summary>
    /// <exception cref="StoreException">They could not be read, or not all.</exception>
    public bool Send(LineRange range, int count)
    {
        ReplyBuffer buffer = context.Reply.Buffer;
        List<StoredLine> page = Read(range, count);
        buffer.BeginBatch(batchType, target.Name);
        try
        {
            var playback = new Playback(context.Session, target, buffer.Batch) { TellsTime = TellsTime };
            while (page.Count > 0)
            {
                foreach (StoredLine line in page) playback.Write(line);
                buffer.Add(playback.Written);
                playback.Clear();
                count -= page.Count;
                range = range with { After = page[^1].Id };
                if (count == 0) break;
                if (!context.Page() || !context.Meter.Turn()) return false;
                page = Read(range, count);
            }
        }
        finally
        {
            buffer.EndBatch();
        }
        return true;
    }

    private List<StoredLine> Read(LineRange range, int count) =>
        range.Conversation == 0
            ? []
            : context.Server.Store.Read(connection => LineQuery.First(connection, range, Math.Min(count, PageLines), PageBytes));
}
