namespace ChatSockets.Storage;

/// <summary>Whose mailbox a message is left in, and whose share of it the message takes.</summary>
/// <param name="Account">The account it waits for.</param>
/// <param name="Sender">The sender's account; for a guest <see cref="Mailbox.GuestSign"/> and the network.</param>
internal sealed record MailboxEntry(byte[] Account, byte[] Sender)
{
    /// <summary>Whether the sender has no account.</summary>
    public bool IsOfGuest => Sender[0] == Mailbox.GuestSign;
}

/// <summary>Why a message was not left in a mailbox.</summary>
internal enum MailboxRefusal
{
    None,

    /// <summary>The account does not exist (any more).</summary>
    NoAccount,

    /// <summary>The owner receives messages only from accounts (user mode R), and the sender is a guest.</summary>
    AccountsOnly,

    /// <summary>The mailbox is full.</summary>
    Full,

    /// <summary>The sender's share of it is used up.</summary>
    ShareUsed,

    /// <summary>The share of one network without an account is used up.</summary>
    NetworkShareUsed,

    /// <summary>The share of all guests together is used up.</summary>
    GuestShareUsed,
}
