using System.Security.Cryptography;
using ChatSockets.Core.Entries;
using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Core.Accounts;

/// <summary>An account: a name and the means to prove that one owns it. A snapshot of the store at the time of reading.</summary>
/// <param name="Id">Unique for ever, even after the account is dropped.</param>
/// <param name="Name">The name in its own spelling, which is also the owner's nickname.</param>
/// <param name="Keys">The stored form of the password.</param>
/// <param name="Created">When it was made.</param>
/// <param name="IsAlwaysOn">Whether its user stays in its rooms when nobody is connected.</param>
internal sealed record Account(long Id, byte[] Name, ScramKeys Keys, DateTimeOffset Created, bool IsAlwaysOn)
{
    /// <summary>
    /// The hash that another server made of the password, until the first log-in with it; no password opens <see cref="Keys"/> then. Null
    /// for an account with keys of its own.
    /// </summary>
    public BcryptHash? Imported { get; init; }

    /// <summary>The password as it is stored.</summary>
    public string StoredKeys => Imported?.Text ?? Keys.Format();

    /// <summary>The same as plain data, with the certificate that showed whose it is.</summary>
    public ProofData ToData(string? certificate = null) => new(Id, Name, StoredKeys, Created, IsAlwaysOn, certificate);

    /// <summary>The account that this is.</summary>
    /// <exception cref="FormatException">Its keys are damaged.</exception>
    public static Account Of(ProofData data)
    {
        ScramKeys? keys = BcryptHash.TryParse(data.Keys, out BcryptHash? imported) ? ScramKeys.Decoy(Nobody, data.Keys) : null;
        if (keys is null && !ScramKeys.TryParse(data.Keys, out keys)) throw new FormatException("The keys of an account are damaged.");
        return new Account(data.Id, data.Name, keys, data.Created, data.IsAlwaysOn) { Imported = imported };
    }

    // Of keys that no password opens.
    private static readonly byte[] Nobody = RandomNumberGenerator.GetBytes(32);

    /// <summary>Whether this is the same account with the same password.</summary>
    public bool HasSameKeys(Account other) => Id == other.Id && StoredKeys == other.StoredKeys;
}
