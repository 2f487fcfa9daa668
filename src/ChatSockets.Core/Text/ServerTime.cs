using System.Globalization;

namespace ChatSockets.Core.Text;

/// <summary>A time as IRCv3 server-time writes it.</summary>
internal static class ServerTime
{
    public const int Length = 24;

    public static void Write(DateTimeOffset time, Span<byte> destination) =>
        time.UtcDateTime.TryFormat(destination, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The value of a server-time tag.</summary>
    public static byte[] Of(DateTimeOffset time)
    {
        var text = new byte[Length];
        Write(time, text);
        return text;
    }
}
