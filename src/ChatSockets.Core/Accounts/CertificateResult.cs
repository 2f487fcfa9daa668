namespace ChatSockets.Core.Accounts;

/// <summary>The result of changing an account's certificates.</summary>
internal enum CertificateResult
{
    Done,

    /// <summary>It opens this account already.</summary>
    IsThere,

    /// <summary>It does not open this account.</summary>
    IsNotThere,

    BelongsToAnother,

    TooMany,

    /// <summary>The account was dropped, or has another password, since the password was checked.</summary>
    AccountChanged,
}
