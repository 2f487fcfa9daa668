namespace ChatSockets.Core.Entries;

/// <summary>What one server appended to the log at once, in its place among all records.</summary>
/// <param name="Position">Its place, counted from 1, without a gap.</param>
/// <param name="Time">When it was appended, by the log's clock; never before the record before it.</param>
/// <param name="Seed">What its random numbers are made of.</param>
/// <param name="Node">Which server appended it; 0 for one that has no number yet.</param>
/// <param name="Batch">Which of that server's it is: the same is never appended twice.</param>
/// <param name="Entries">The entries, as <see cref="EntryCodec"/> writes them.</param>
internal sealed record LogRecord(long Position, DateTimeOffset Time, long Seed, long Node, long Batch, byte[] Entries);
