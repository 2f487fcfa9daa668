using System.CommandLine;
using System.Globalization;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>--count</c>: a number of lines, from 1 on.</summary>
internal sealed class CountOption : Option<int?>
{
    public CountOption(string what)
        : base("--count")
    {
        Description = what;
        HelpName = "NUMBER";
        Validators.Add(result =>
        {
            if (result.Tokens.Count != 1) return;
            bool valid = int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int lines) && lines > 0;
            if (!valid) result.AddError($"'{result.Tokens[0].Value}' is not a count: --count is a number from 1 on.");
        });
    }
}
