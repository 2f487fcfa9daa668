using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;

namespace ChatSockets.Client;

/// <summary><c>chat-client config</c>: shows, checks and edits the settings file without connecting.</summary>
/// <param name="find">Returns the place of the file, given the value of <c>--config</c>.</param>
/// <param name="edit">Runs the user's editor on a file, and waits for its end. Returns what is wrong; null for nothing.</param>
internal sealed class ConfigCommands(Func<string?, SettingsPlace> find, Func<string, string?> edit)
{
    private readonly Option<string?> _file = new("--config")
    {
        Description = $"The settings file. Also {SettingsPlace.Variable}.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Command Create() => new ConfigCommands(SettingsPlace.Find, RunEditor).Build();

    public Command Build()
    {
        var config = new Command("config", "Show, check and edit the settings file.") { _file };
        Add(config, "path", "Print where the settings file is.", Print);
        Add(config, "edit", "Edit the settings file with $VISUAL or $EDITOR, and check it. A new file has every setting, explained.", Edit);
        Add(config, "check", "Print every mistake in the settings file.", Check);
        Add(config, "show", "Print every setting, and where it comes from.", Show);
        Add(config, "keys", "Print the keys: actions with their names, keys and what they do.", Keys);
        return config;
    }

    private void Add(Command config, string name, string description, Func<SettingsPlace, InvocationConfiguration, int> run)
    {
        var command = new Command(name, description);
        command.SetAction(parsed => run(find(parsed.GetValue(_file)), parsed.InvocationConfiguration));
        config.Subcommands.Add(command);
    }

    private static int Print(SettingsPlace place, InvocationConfiguration streams)
    {
        streams.Output.WriteLine(place.File);
        return ExitCode.Done;
    }

    private int Edit(SettingsPlace place, InvocationConfiguration streams)
    {
        try
        {
            SettingsFile.WriteDefault(place.File);
        }
        catch (Exception exception) when (FileError.Is(exception))
        {
            return Complain(streams, $"{place.File} cannot be made: {exception.Message}");
        }
        return edit(place.File) is { } error ? Complain(streams, error) : Check(place, streams);
    }

    private static int Check(SettingsPlace place, InvocationConfiguration streams) => Report(place, streams, loaded =>
    {
        string source = loaded.Origins.Count > 0 || File.Exists(place.File) ? $"the file {place.File}" : $"there is no file {place.File}";
        return $"fine: the defaults, {source}{streams.Output.NewLine}";
    });

    private static int Show(SettingsPlace place, InvocationConfiguration streams) => Report(place, streams, SettingsView.Text);

    private static int Keys(SettingsPlace place, InvocationConfiguration streams) =>
        Report(place, streams, loaded => SettingsView.Keys(loaded.Settings));

    // Prints what is wrong, or a text if nothing is.
    private static int Report(SettingsPlace place, InvocationConfiguration streams, Func<LoadedSettings, string> text)
    {
        LoadedSettings loaded = place.Load();
        foreach (SettingsError error in loaded.Errors) Complain(streams, error.ToString());
        if (loaded.Errors.Count > 0) return loaded.Errors.All(error => error.IsUnreadable) ? ExitCode.Failed : ExitCode.WrongUsage;
        streams.Output.Write(text(loaded));
        return ExitCode.Done;
    }

    private static int Complain(InvocationConfiguration streams, string error)
    {
        streams.Error.WriteLine($"chat-client: {error}");
        return ExitCode.Failed;
    }

    private static string? RunEditor(string file)
    {
        const string advice = "Set EDITOR to your editor";
        string editor = Variable("VISUAL") ?? Variable("EDITOR") ?? (OperatingSystem.IsWindows() ? "notepad" : "vi");
        // Ctrl-C is for the editor.
        ConsoleCancelEventHandler ignore = static (_, pressed) => pressed.Cancel = true;
        Console.CancelKeyPress += ignore;
        try
        {
            // The variable may have arguments: the shell takes it apart, and the file's name reaches it whole.
            ProcessStartInfo start = OperatingSystem.IsWindows()
                ? new ProcessStartInfo("cmd.exe", $"/d /s /c \"{editor} \"{file}\"\"")
                : new ProcessStartInfo("/bin/sh", ["-c", $"{editor} \"$1\"", "sh", file]);
            start.UseShellExecute = false;
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"the editor '{editor}' failed with exit code {process.ExitCode}. {advice}.";
        }
        catch (Win32Exception exception)
        {
            return $"the editor cannot be started: {exception.Message}. {advice}.";
        }
        finally
        {
            Console.CancelKeyPress -= ignore;
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
