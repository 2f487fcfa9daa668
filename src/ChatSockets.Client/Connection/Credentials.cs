namespace ChatSockets.Client.Connection;

/// <summary>Which account to log in to.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Password">As it was typed; null if only a certificate can log in.</param>
/// <param name="MayBeShown">
/// Whether the password may be sent as it is over a connection that others can read, to a server that knows no better way.
/// </param>
internal sealed record Credentials(string Account, string? Password, bool MayBeShown)
{
    /// <summary>
    /// Whether only the password logs in: the server does not know our certificate yet, and would count it as a wrong password.
    /// </summary>
    public bool WithoutCertificate { get; init; }
}
