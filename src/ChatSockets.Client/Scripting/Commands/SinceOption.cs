using System.CommandLine;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>--since</c>: a time, or how long ago.</summary>
internal sealed class SinceOption : Option<string?>
{
    public SinceOption(string what)
        : base("--since")
    {
        HelpName = "TIME";
        Description = $"{what}: 2026-01-31T12:00, or an age: 90s, 15m, 2h, 3d.";
        Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && PointInTime.Parse(result.Tokens[0].Value, TimeProvider.System) is null)
            {
                result.AddError($"'{result.Tokens[0].Value}' is not a time: --since is 2026-01-31T12:00, or 90s, 15m, 2h, 3d.");
            }
        });
    }

    /// <summary>Returns the time; null if none was given.</summary>
    public DateTimeOffset? Read(ParseResult parsed) =>
        parsed.GetValue(this) is { } text ? PointInTime.Parse(text, TimeProvider.System) : null;
}
