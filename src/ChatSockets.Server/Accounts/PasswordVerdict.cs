namespace ChatSockets.Server.Accounts;

/// <summary>What has become of a guess.</summary>
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

/// <summary>The answer of <see cref="PasswordChecks"/>.</summary>
/// <param name="Outcome">What has become of it.</param>
/// <param name="Wait">For how long the address must wait, where there were too many.</param>
internal readonly record struct PasswordVerdict(PasswordOutcome Outcome, TimeSpan Wait = default)
{
    public bool IsRight => Outcome == PasswordOutcome.Right;

    /// <summary>Why it was not looked at, for people, without a full stop; null where it was.</summary>
    /// <param name="what">What there were too many of.</param>
    public string? Refusal(string what = "wrong passwords") => Outcome switch
    {
        PasswordOutcome.TooMany => $"Too many {what} from your address: try again in {Math.Ceiling(Wait.TotalSeconds)} seconds",
        PasswordOutcome.Busy => "The server has many passwords to look at: try again in a moment",
        _ => null,
    };
}
