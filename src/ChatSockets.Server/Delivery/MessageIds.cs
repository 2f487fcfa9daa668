using System.Security.Cryptography;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// Names for messages (IRCv3 message-ids): unique over restarts, in the order in which they were asked for within one run,
/// letters and digits only, 20 bytes. Any thread.
/// </summary>
internal sealed class MessageIds
{
    public const int Length = 20;

    private readonly ulong _run = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private ulong _last;

    /// <summary>Writes the next id into a span of <see cref="Length"/> bytes.</summary>
    public void Next(Span<byte> id)
    {
        // 8 characters of five bits say which run of the server this is, 12 count.
        Write(_run, id[..8]);
        Write(Interlocked.Increment(ref _last), id[8..Length]);
    }

    private static void Write(ulong value, Span<byte> destination)
    {
        for (int i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = "0123456789abcdefghjkmnpqrstvwxyz"u8[(int)(value & 31)];
            value >>= 5;
        }
    }
}
