using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Settings.Files;

namespace ChatSockets.Client.Settings.Trust;

/// <summary>
/// What the client remembers of servers, in files beside the settings that only the user can read. Each call reads its file anew, as
/// another client may have changed it. Any thread; one lock for all.
/// </summary>
/// <param name="folder">The folder, which need not be there.</param>
/// <param name="clock">What tells whether a policy is over.</param>
internal sealed class TrustStore(string folder, TimeProvider clock) : ITrustStore
{
    private readonly Lock _lock = new();
    private readonly KnownHosts _keys = new(Path.Combine(folder, "known-hosts"));
    private readonly StsPolicies _policies = new(Path.Combine(folder, "sts-policies"));

    public KnownHosts Keys => _keys;

    /// <summary>The store beside a settings file.</summary>
    public static TrustStore Beside(SettingsPlace place) => new(Path.GetDirectoryName(Path.GetFullPath(place.File))!, TimeProvider.System);

    public KeyFingerprint? KeyOf(ServerAddress server)
    {
        lock (_lock) return _keys.Find(server);
    }

    public void Remember(ServerAddress server, KeyFingerprint key)
    {
        lock (_lock) _keys.Set(server, key);
    }

    /// <summary>Forgets the key of a server and the policy of its host. Returns false if there was neither.</summary>
    public bool Forget(ServerAddress server)
    {
        lock (_lock)
        {
            bool hadKey = _keys.Set(server, null);
            bool hadPolicy = _policies.Find(server.Host) is not null;
            if (hadPolicy) _policies.Set(server.Host, null);
            return hadKey || hadPolicy;
        }
    }

    public StsPolicy? PolicyOf(string host)
    {
        lock (_lock) return _policies.Find(host) is { } policy && policy.Expires > clock.GetUtcNow() ? policy : null;
    }

    public void Remember(string host, StsPolicy? policy)
    {
        lock (_lock) _policies.Set(host, policy);
    }

    public X509Certificate2? CertificateFor(ServerAddress server, string? file)
    {
        string path = file ?? CertificatePath(server);
        if (file is null && !File.Exists(path)) return null;
        try
        {
            return ClientCertificate.Load(path);
        }
        catch (CryptographicException wrong)
        {
            throw new CryptographicException($"{path} does not have a certificate and its key as PEM ({wrong.Message.TrimEnd('.')})");
        }
    }

    public bool HasCertificate(ServerAddress server) => File.Exists(CertificatePath(server));

    /// <summary>Where the certificate for a server is, or would be.</summary>
    public string CertificatePath(ServerAddress server)
    {
        string host = string.Concat(server.Host.ToLowerInvariant().Select(letter =>
            char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_'));
        return Path.Combine(folder, "certificates", $"{host}_{server.Port}.pem");
    }
}
