namespace ChatSockets.Server.Accounts;

/// <summary>What somebody has proved by a password or a certificate: that an account, as it stood then, is theirs.</summary>
/// <param name="Account">As it stood in the store when it was proved.</param>
/// <param name="Certificate">The fingerprint of the certificate that did; null where a password did.</param>
/// <param name="Version">The <see cref="Sessions.UserDirectory.AccountVersion"/> at which it was true last.</param>
internal sealed record AccountProof(Account Account, string? Certificate = null, long Version = 0);
