namespace ChatSockets.Core.State;

/// <summary>The modes of users: Modern IRC, "User Modes".</summary>
[Flags]
internal enum UserModes
{
    None = 0,
    Invisible = 1,
    Operator = 2,
    Wallops = 4,
    Bot = 8,
    AccountsOnly = 16,
}

/// <summary>A user's mode and its letter.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Mode">The mode.</param>
internal sealed record UserModeRow(char Letter, UserModes Mode)
{
    /// <summary>The letter that says that a user is a program, in MODE and among the flags of WHO (IRCv3 bot-mode, ISUPPORT BOT).</summary>
    public const byte BotLetter = (byte)'B';

    /// <summary>All user modes in the order of display. Letters not in Modern IRC have InspIRCd's meaning.</summary>
    public static readonly IReadOnlyList<UserModeRow> All =
    [
        new((char)BotLetter, UserModes.Bot),
        new('R', UserModes.AccountsOnly),
        new('i', UserModes.Invisible),
        new('o', UserModes.Operator) { IsGivenByMode = false },
        new('w', UserModes.Wallops),
    ];

    /// <summary>The letters (RPL_MYINFO).</summary>
    public static readonly string Letters = string.Concat(All.Select(row => row.Letter));

    /// <summary>Whether MODE sets it, or only takes it away.</summary>
    public bool IsGivenByMode { get; init; } = true;

    public static UserModeRow? Find(byte letter) => All.FirstOrDefault(row => row.Letter == letter);

    /// <summary>Reads the text of <see cref="Format"/>; unknown letters are ignored.</summary>
    public static UserModes Parse(ReadOnlySpan<byte> letters)
    {
        var modes = UserModes.None;
        foreach (byte letter in letters) modes |= Find(letter)?.Mode ?? UserModes.None;
        return modes;
    }

    /// <summary>The letters of several modes.</summary>
    public static string Format(UserModes modes) => string.Concat(All.Where(row => modes.HasFlag(row.Mode)).Select(row => row.Letter));
}
