using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ChatSockets.Storage;

/// <summary>
/// What stands in the record of a shared log that a thread applies: its time and its random numbers. Whoever applies the same record
/// gets the same ones, on whichever server and however late. A thread that applies nothing has none.
/// </summary>
internal sealed class AppliedMoment
{
    [ThreadStatic]
    private static AppliedMoment? Current;

    private readonly DateTimeOffset _time;
    private readonly long _seed;
    private readonly bool _isOwn;
    private int _taken;

    private AppliedMoment(DateTimeOffset time, long seed, bool isOwn) => (_time, _seed, _isOwn) = (time, seed, isOwn);

    /// <summary>Whether the calling thread applies a record.</summary>
    public static bool IsThere => Current is not null;

    /// <summary>
    /// Whether the calling thread applies a record of another server. What happens outside the chat because of it is that server's
    /// business.
    /// </summary>
    public static bool IsOfAnother => Current is { _isOwn: false };

    /// <summary>The time of the record that the calling thread applies; null for none.</summary>
    public static DateTimeOffset? Time => Current?._time;

    /// <summary>The calling thread applies a record until the result is disposed of.</summary>
    /// <param name="time">The record's time.</param>
    /// <param name="seed">What its random numbers are made of.</param>
    /// <param name="isOwn">Whether this server appended it.</param>
    public static Scope Enter(DateTimeOffset time, long seed, bool isOwn)
    {
        if (Current is not null) throw new InvalidOperationException("A record is applied within another.");
        Current = new AppliedMoment(time, seed, isOwn);
        return default;
    }

    /// <summary>Fills a span with random bytes: the record's, where one is applied, and otherwise the system's.</summary>
    public static void Fill(Span<byte> bytes)
    {
        if (Current is { } moment) moment.Take(bytes);
        else RandomNumberGenerator.Fill(bytes);
    }

    private void Take(Span<byte> bytes)
    {
        Span<byte> number = stackalloc byte[sizeof(long) + sizeof(int)], hash = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64LittleEndian(number, _seed);
        while (!bytes.IsEmpty)
        {
            BinaryPrimitives.WriteInt32LittleEndian(number[sizeof(long)..], _taken++);
            SHA256.HashData(number, hash);
            int length = Math.Min(hash.Length, bytes.Length);
            hash[..length].CopyTo(bytes);
            bytes = bytes[length..];
        }
    }

    /// <summary>Ends it.</summary>
    public readonly ref struct Scope
    {
#pragma warning disable CA1822 // it ends that of the thread
        public void Dispose() => Current = null;
#pragma warning restore CA1822
    }
}
