namespace ChatSockets.Core.Accounts;

/// <summary>The result of a guess.</summary>
internal enum PasswordOutcome
{
    /// <summary>It was looked at, and counts.</summary>
    Wrong,

    Right,

    /// <summary>It was not looked at: too many from that address were wrong.</summary>
    TooMany,

    /// <summary>It was not looked at: too many others had to be, or the connection ends.</summary>
    Busy,
}

/// <summary>The result of <see cref="PasswordChecks"/>.</summary>
/// <param name="Outcome">What happened to the guess.</param>
/// <param name="Wait">How long the address must wait if there were too many.</param>
internal readonly record struct PasswordVerdict(PasswordOutcome Outcome, TimeSpan Wait = default)
{
    public bool IsRight => Outcome == PasswordOutcome.Right;

    /// <summary>Returns the reason for a refusal, for people, without a full stop; null if the password was checked.</summary>
    /// <param name="what">What there were too many of.</param>
    public string? Refusal(string what = "wrong passwords") => Outcome switch
    {
        PasswordOutcome.TooMany => $"Too many {what} from your address: try again in {Math.Ceiling(Wait.TotalSeconds)} seconds",
        PasswordOutcome.Busy => "The server has many passwords to look at: try again in a moment",
        _ => null,
    };
}
