using System.CommandLine.Parsing;
using System.Globalization;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary>A number of seconds, as an option's value.</summary>
internal static class Seconds
{
    private const double Most = 100_000;

    /// <summary>Adds an error if it is no number, or too small a number.</summary>
    public static void Validate(OptionResult result, string option, double least)
    {
        if (result.Tokens.Count != 1) return;
        string text = result.Tokens[0].Value;
        bool isValid = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds >= least && seconds <= Most;
        if (!isValid) result.AddError(string.Create(CultureInfo.InvariantCulture,
            $"'{text}' is not a time: {option} is a number of seconds from {least} to {Most}."));
    }
}
