using System.Globalization;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Settings.Trust;

/// <summary>
/// The policies of hosts (IRCv3 Strict Transport Security): a file with a line <c>HOST PORT TIME</c> for each, the time being that of the
/// end.
/// </summary>
internal sealed class StsPolicies(string path)
{
    private readonly LineFile _file = new(path);

    /// <summary>
    /// The policy of a host, which may be over; null for none. Throws an <see cref="IOException"/> that says which line is wrong.
    /// </summary>
    public StsPolicy? Find(string host)
    {
        if (_file.Find(Name(host)) is not { } text) return null;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        DateTimeOffset expires = default;
        bool isPolicy = words.Length == 2 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && DateTimeOffset.TryParse(words[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out expires);
        if (!isPolicy) throw new IOException($"{path} has a wrong line for {host}: it must be HOST PORT TIME");
        return new StsPolicy(int.Parse(words[0], CultureInfo.InvariantCulture), expires);
    }

    public void Set(string host, StsPolicy? policy) => _file.Set(Name(host),
        policy is null ? null : string.Create(CultureInfo.InvariantCulture, $"{policy.Port} {WireTime.Format(policy.Expires)}"));

    private static string Name(string host) => host.ToLowerInvariant();
}
