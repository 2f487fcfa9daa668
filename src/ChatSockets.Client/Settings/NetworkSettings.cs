using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Settings;

/// <summary>A network of the settings file: where it is, and who the user is there.</summary>
internal sealed record NetworkSettings
{
    /// <summary>What the user calls it: one word, each name once.</summary>
    public string Name { get; init; } = "";

    public ServerAddress Address { get; init; } = new("", 0);

    /// <summary>Null for the login name.</summary>
    public string? Nick { get; init; }

    /// <summary>The rooms to join, the first one is shown first.</summary>
    public IReadOnlyList<RoomSettings> Rooms { get; init; } = [];

    /// <summary>The account to log in to; null for none.</summary>
    public string? Account { get; init; }

    /// <summary>The file whose first line is the account's password; null for none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The shell command that prints the account's password; null for none.</summary>
    public string? PasswordCommand { get; init; }

    /// <summary>The file whose first line is the server's password; null for none.</summary>
    public string? ServerPasswordFile { get; init; }

    public TlsMode Tls { get; init; }

    /// <summary>The only key of the server that is trusted; null to go by its certificate and by what was trusted before.</summary>
    public KeyFingerprint? Fingerprint { get; init; }

    /// <summary>A PEM file with our certificate and its key; null for the one that <c>chat-client certificate</c> has made.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Whether the client connects to it at start.</summary>
    public bool AutoConnect { get; init; } = true;
}

/// <summary>A room to join, and its key; null for none.</summary>
internal sealed record RoomSettings(string Name, string? Key = null);
