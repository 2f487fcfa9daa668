using System.Globalization;

namespace ChatSockets.Client.Connection.Tls;

/// <summary>What a host has asked for (IRCv3 Strict Transport Security): TLS only, until then.</summary>
/// <param name="Port">The port on which it was asked for, by TLS.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record StsPolicy(int Port, DateTimeOffset Expires);

/// <summary>The value of the capability <c>sts</c>: keys that we do not know are ignored.</summary>
/// <param name="Port">Where TLS is spoken; it counts on a connection in clear text only. Null if it is not told.</param>
/// <param name="Duration">How long the policy is to be remembered; it counts on a TLS connection only. Null if it is not told.</param>
internal sealed record StsOffer(int? Port, TimeSpan? Duration)
{
    // What anybody means by "for ever", and a time that can be computed with.
    private const long MaximumSeconds = 100L * 365 * 24 * 60 * 60;

    public static StsOffer Parse(string value)
    {
        int? port = null;
        TimeSpan? duration = null;
        foreach (string token in value.Split(','))
        {
            string[] parts = token.Split('=', 2);
            if (parts.Length < 2 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)) continue;
            if (parts[0] == "port" && number is > 0 and <= 65535) port = (int)number;
            else if (parts[0] == "duration") duration = TimeSpan.FromSeconds(Math.Min(number, MaximumSeconds));
        }
        return new StsOffer(port, duration);
    }
}
