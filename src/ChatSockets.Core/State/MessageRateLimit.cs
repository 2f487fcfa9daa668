using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ChatSockets.Core.Limits;

namespace ChatSockets.Core.State;

/// <summary>
/// So many in so many seconds, as the room modes f (lines) and j (joins) say it: <c>5:10</c>, and for f <c>*5:10</c>, which kicks.
/// Everybody has a <see cref="TokenBucket"/>: so many at once, and as many more over each such time. Guarded by the room's lock.
/// </summary>
internal sealed class MessageRateLimit
{
    /// <summary>The most that may be counted, and the longest window in seconds.</summary>
    public const int Maximum = 3600;

    // Whoever has a full one is not in it, as it is seen now and then: so it does not grow with those who have left.
    private readonly Dictionary<object, TokenBucket> _buckets = [];
    private long _cleared;

    private MessageRateLimit(int most, int seconds, bool kicks)
    {
        Most = most;
        Seconds = seconds;
        Kicks = kicks;
        Text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(kicks ? "*" : "")}{most}:{seconds}"));
    }

    public int Most { get; }

    public int Seconds { get; }

    /// <summary>Whether users over the limit are kicked, not only refused.</summary>
    public bool Kicks { get; }

    /// <summary>As the mode's argument.</summary>
    public byte[] Text { get; }

    /// <summary>Null where the text is no limit.</summary>
    public static MessageRateLimit? Parse(ReadOnlySpan<byte> text, bool mayKick)
    {
        bool kicks = mayKick && text.StartsWith("*"u8);
        if (kicks) text = text[1..];
        int colon = text.IndexOf((byte)':');
        if (colon < 0 || !TryNumber(text[..colon], out int most) || !TryNumber(text[(colon + 1)..], out int seconds)) return null;
        return new MessageRateLimit(most, seconds, kicks);
    }

    /// <summary>Counts one more. Returns false if that exceeds the limit.</summary>
    /// <param name="who">The user or room that is counted separately.</param>
    /// <param name="clock">The server's clock.</param>
    public bool TryCount(object who, TimeProvider clock)
    {
        long now = clock.GetTimestamp();
        var rate = TokenRate.Of(clock, Most, TimeSpan.FromSeconds(Seconds));
        Clear(now, rate);
        TokenBucket bucket = _buckets.GetValueOrDefault(who);
        bool isCounted = bucket.TryTake(rate, now);
        if (isCounted) _buckets[who] = bucket;
        return isCounted;
    }

    private void Clear(long now, in TokenRate rate)
    {
        if (now - _cleared < rate.Full) return;
        _cleared = now;
        foreach ((object who, TokenBucket bucket) in _buckets)
        {
            if (bucket.IsFull(now)) _buckets.Remove(who);
        }
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out int number) =>
        Utf8Parser.TryParse(text, out number, out int read) && read == text.Length && number is > 0 and <= Maximum && text[0] != (byte)'+';
}
