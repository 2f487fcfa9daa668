namespace ChatSockets.Core.Accounts;

/// <summary>Proof, by password or certificate, that a user owns an account, as it was then.</summary>
/// <param name="Account">The account as stored when it was proved.</param>
/// <param name="Certificate">The fingerprint of the certificate; null for a password.</param>
/// <param name="Version">The <c>UserDirectory.AccountVersion</c> at which the proof was last valid.</param>
internal sealed record AccountProof(Account Account, string? Certificate = null, long Version = 0);
