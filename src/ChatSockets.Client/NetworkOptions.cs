using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Trust;

namespace ChatSockets.Client;

/// <summary>A network of the settings file as options of the core.</summary>
internal static class NetworkOptions
{
    /// <param name="network">The network.</param>
    /// <param name="passwords">Its passwords; one that cannot be had is told on standard error, and the network does without.</param>
    /// <param name="common">What the command line said, for what the file leaves open.</param>
    public static ClientOptions Of(NetworkSettings network, PasswordSource passwords, ClientOptions common)
    {
        string? password = Told(network, passwords.AccountPassword(network));
        ITrustStore? store = common.Tls.Store;
        bool hasCertificate = network.CertificateFile is not null || store is TrustStore own && own.HasCertificate(network.Address);
        string? server = Told(network, PasswordSource.ServerPassword(network));
        string[] rooms = [.. network.Rooms.Select(room => room.Name)];
        return common with
        {
            NetworkName = network.Name,
            Server = network.Address,
            Nick = network.Nick ?? common.Nick,
            NickIsExplicit = network.Nick is not null || common.NickIsExplicit,
            Rooms = rooms.Length > 0 ? rooms : ["#lobby"],
            Keys = network.Rooms.Where(room => room.Key is not null).ToDictionary(room => room.Name, room => room.Key!),
            Password = server,
            Account = network.Account is { } account && (password is not null || hasCertificate)
                ? new Credentials(account, password, MayBeShown: false) : null,
            Tls = common.Tls with
            {
                Mode = network.Tls == TlsMode.Auto ? common.Tls.Mode : network.Tls,
                Pinned = network.Fingerprint,
                CertificateFile = network.CertificateFile,
            },
        };
    }

    private static string? Told(NetworkSettings network, PasswordResult result)
    {
        if (result.Error is { } error) Console.Error.WriteLine($"chat-client: {network.Name}: {error}");
        return result.Password;
    }
}
