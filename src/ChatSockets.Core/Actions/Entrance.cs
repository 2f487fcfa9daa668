using ChatSockets.Core.Accounts;
using ChatSockets.Core.Entries;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Actions;

/// <summary>
/// What a connection brings with it when it registers, on its way through a shared log: from a session on its own server to the same
/// session on the others.
/// </summary>
internal static class Entrance
{
    /// <summary>All that the others must know of it. On the connection's own thread.</summary>
    public static Entered Of(Session session)
    {
        User user = session.User;
        return new Entered(session.Number, session.WantedNickname ?? user.Nickname)
        {
            Username = user.Username,
            RealName = user.RealName,
            Address = System.Text.Encoding.ASCII.GetString(session.Address),
            Host = user.Host,
            Began = session.Began,
            Proof = user.Proof is { } proof ? proof.Account.ToData(proof.Certificate) : null,
            Certificate = session.CertificateFingerprint,
            IsSecure = session.IsSecure,
            IsTyped = session.Outbox.Variant == Variant.Typed,
            Capabilities = (ulong)session.Capabilities,
            CapabilityVersion = session.CapabilityVersion,
            Away = session.Away,
            Subscriptions = [.. session.Subscriptions],
            Metadata = [.. user.Metadata],
        };
    }

    /// <summary>The session on another server, as it was before it registered.</summary>
    /// <param name="server">That server.</param>
    /// <param name="entered">What it brought.</param>
    /// <param name="outbox">Where nothing is sent from there.</param>
    public static Session ToSession(ChatEnvironment server, Entered entered, Outbox outbox)
    {
        var session = new Session(server, outbox, entered.Address, wake: static () => { })
        {
            Number = entered.Terminal,
            IsElsewhere = true,
            Began = entered.Began,
            CertificateFingerprint = entered.Certificate,
            IsSecure = entered.IsSecure,
            CapabilityVersion = entered.CapabilityVersion,
            Capabilities = (Capability)entered.Capabilities,
            Away = entered.Away,
            Subscriptions = [.. entered.Subscriptions],
            WantedNickname = entered.Nickname,
        };
        if (entered.IsTyped) outbox.Variant = Variant.Typed;
        User user = session.User;
        user.Nickname = entered.Nickname;
        user.Username = entered.Username;
        user.RealName = entered.RealName;
        // One array where both are the same: so they are told apart.
        user.Host = entered.Host.AsSpan().SequenceEqual(user.Address) ? user.Address : entered.Host;
        user.Metadata = user.Metadata.SetItems(entered.Metadata);
        Presence.Update(user, user.Sessions);
        if (entered.Proof is not { } proof) return session;
        user.Account = proof.Name;
        user.Proof = new AccountProof(Account.Of(proof), proof.Certificate);
        return session;
    }

    /// <summary>On its own server as on the others: it is called what it asks for, which a ban may mean.</summary>
    public static void Begin(Session session)
    {
        session.WantedNickname ??= session.User.Nickname;
        session.User.Nickname = session.WantedNickname;
    }

    /// <summary>
    /// What its own server could only look at is decided now, as on every server: nobody has the nickname before, and the account is what
    /// it is at this place of the log.
    /// </summary>
    public static void Decide(Session session)
    {
        User user = session.User;
        user.Nickname = User.NoNickname;
        if (user.Proof is { } proof) user.Proof = proof with { Version = -1 };
        Presence.Order(session);
    }
}
