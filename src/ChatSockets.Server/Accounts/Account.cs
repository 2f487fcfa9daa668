using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Server.Accounts;

/// <summary>
/// Who somebody is, whatever the connection: a name that is theirs, and what proves it. As it stood in the store when it was read.
/// </summary>
/// <param name="Id">Never another account's, not even when this one is gone.</param>
/// <param name="Name">The name in its own spelling; it is the owner's nickname, too.</param>
/// <param name="Keys">What is kept of the password.</param>
/// <param name="Created">When.</param>
/// <param name="IsAlwaysOn">Whether its user stays in its rooms when nobody is connected.</param>
internal sealed record Account(long Id, byte[] Name, ScramKeys Keys, DateTimeOffset Created, bool IsAlwaysOn)
{
    /// <summary>Whether this is the same account with the same password.</summary>
    public bool HasSameKeys(Account other) => Id == other.Id && Keys.Format() == other.Keys.Format();
}
