using System.CommandLine;
using System.Globalization;
using System.Text;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;
using ChatSockets.CommandLine;

namespace ChatSockets.Client.Recording;

/// <summary><c>chat-client replay FILE</c>: plays what <c>--record</c> has written.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "What --record has written." };
        var text = new Option<bool>("--text")
        {
            Description = "Play it at once and print the last screen as text; so it is anyway if no terminal is there.",
        };
        var svg = new Option<bool>("--svg") { Description = "Play it at once and print the last screen as a picture." };
        var speed = new Option<double?>("--speed")
        {
            Description = "How many times as fast as it was; 1 where nothing is said.",
            HelpName = "NUMBER",
        };
        speed.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: { } value }]) return;
            if (!double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double times) || times <= 0)
                result.AddError($"'{value}' is not a speed: --speed is a number above 0.");
        });
        var config = new Option<string?>("--config")
        {
            Description = $"The settings file. Also {SettingsPlace.Variable}.",
            HelpName = "FILE",
        };
        var command = new Command("replay", "Play a recording of this program again, with no network.") { file, text, svg, speed, config };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file),
            parsed.GetValue(svg) ? Shown.Picture : parsed.GetValue(text) || Console.IsOutputRedirected ? Shown.Text : Shown.Play,
            parsed.GetValue(speed) ?? 1, SettingsPlace.Find(parsed.GetValue(config)).Load().Settings));
        return command;
    }

    private enum Shown
    {
        Play,
        Text,
        Picture,
    }

    private static int Run(string file, Shown shown, double speed, ClientSettings settings)
    {
        try
        {
            using var output = StandardOutputStream.OpenToNoticeReader();
            // A plain front prints lines; of a screen, the last one is what a text can show.
            using var nowhere = new MemoryStream();
            using var replay = new Replay(File.ReadAllLines(file), shown == Shown.Play ? output : nowhere, settings);
            replay.Play(shown == Shown.Play ? passed => Thread.Sleep(passed / speed) : null);
            if (shown == Shown.Play) return ExitCode.Done;
            if (replay.Screen is not { } screen) nowhere.WriteTo(output);
            else output.Write(Encoding.UTF8.GetBytes(shown == Shown.Text ? screen.ToString() : ScreenPicture.Of(screen)));
            output.Flush();
            return ExitCode.Done;
        }
        catch (FormatException mistake)
        {
            Console.Error.WriteLine($"chat-client: {file}: {mistake.Message}");
            return ExitCode.WrongUsage;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"chat-client: {unusable.Message}");
            return ExitCode.Failed;
        }
    }
}
