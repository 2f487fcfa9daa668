using System.CommandLine;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Configuration.Json;
using ChatSockets.Server.Limits;

namespace ChatSockets.Server.Subcommands;

/// <summary><c>chat-server config</c>: shows and checks a configuration without running a server.</summary>
internal sealed class ConfigCommands(SettingFlags flags, ProgramStreams streams)
{
    public Command Create()
    {
        var iterations = new Option<int>("--iterations")
        {
            Description = $"How much work the hash is: {PasswordHash.MinimumIterations} to {PasswordHash.MaximumIterations} "
                + $"({PasswordHash.DefaultIterations}).",
            HelpName = "NUMBER",
            DefaultValueFactory = _ => PasswordHash.DefaultIterations,
        };
        var check = new Command("check", "Tells everything that is wrong with the configuration.");
        check.SetAction(Check);
        var show = new Command("show", "Tells every setting, and where it comes from.");
        show.SetAction(Show);
        var schema = new Command("schema", "Prints the JSON schema of the configuration file, for editors.");
        schema.SetAction(_ => Print(ConfigurationSchema.Text()));
        var password = new Command("password", "Reads a password from standard input and prints its hash.") { iterations };
        password.SetAction(result => Password(result.GetValue(iterations)));
        var config = new Command("config", "Checks and shows the configuration.") { check, show, schema, password };
        return config;
    }

    private int Check(ParseResult result)
    {
        ConfigurationSources sources = flags.Read(result, streams.Environment);
        LoadedConfiguration loaded = ConfigurationLoader.Load(sources);
        if (loaded.Errors.Count > 0) return Refuse(loaded);
        string[] variables = [.. loaded.Origins.Values.Where(origin => origin.StartsWith(Setting.VariablePrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        string[] named =
        [
            "the defaults",
            .. loaded.File is { } file ? [$"the file {file}"] : Array.Empty<string>(),
            .. variables.Length > 0 ? [$"the environment ({string.Join(", ", variables)})"] : Array.Empty<string>(),
            .. sources.Flags.Count > 0
                ? [$"the flags ({string.Join(", ", sources.Flags.Keys.Select(name => "--" + name))})"]
                : Array.Empty<string>(),
        ];
        return Print($"fine: {string.Join(", ", named)}");
    }

    private int Show(ParseResult result)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(flags.Read(result, streams.Environment));
        return loaded.Errors.Count > 0 ? Refuse(loaded) : Print(ConfigurationView.Text(loaded, SystemLimits.ReadLeast()));
    }

    private int Password(int iterations)
    {
        if (iterations is < PasswordHash.MinimumIterations or > PasswordHash.MaximumIterations)
            return Complain($"--iterations: The iterations are {PasswordHash.MinimumIterations} to {PasswordHash.MaximumIterations}.");
        string? password = streams.ReadPassword("Password: ");
        if (string.IsNullOrEmpty(password)) return Complain("There was no password on standard input.");
        return Print(PasswordHash.Create(password, iterations).ToString());
    }

    private int Print(string text)
    {
        streams.Output.WriteLine(text);
        return ExitCode.Done;
    }

    private int Refuse(LoadedConfiguration loaded)
    {
        foreach (ConfigurationError error in loaded.Errors) streams.Complain(error.ToString());
        return ExitCode.WrongUsage;
    }

    private int Complain(string reason)
    {
        streams.Complain(reason);
        return ExitCode.WrongUsage;
    }
}
