using System.CommandLine;

namespace ChatSockets.Server.Configuration;

/// <summary>
/// The table of <see cref="Settings"/> as options of a command line. They only gather text: <see cref="ConfigurationLoader"/> reads it.
/// </summary>
internal sealed class SettingFlags
{
    private readonly Dictionary<Setting, Option> _options =
        Settings.All.Where(setting => !setting.OnlyInFile).ToDictionary(setting => setting, Create);

    private readonly Option<string?> _file = new("--config") { Description = "The configuration file.", Recursive = true };

    public IEnumerable<Option> Options => _options.Values.Append(_file);

    public ConfigurationSources Read(ParseResult result, Func<IReadOnlyDictionary<string, string>> environment)
    {
        var flags = new Dictionary<string, string>();
        foreach ((Setting setting, Option option) in _options)
        {
            if (result.GetResult(option) is not { Implicit: false }) continue;
            flags[setting.Name] = option switch
            {
                Option<bool> given => result.GetValue(given) ? "true" : "false",
                Option<string[]> given => string.Join(',', result.GetValue(given) ?? []),
                Option<string> given => result.GetValue(given) ?? "",
                _ => "",
            };
        }
        return new ConfigurationSources { Flags = flags, File = result.GetValue(_file), Environment = environment };
    }

    private static Option Create(Setting setting)
    {
        string[] aliases = setting.ShortFlag is { } letter ? [letter] : [];
        if (setting.IsSwitch) return new Option<bool>(setting.Flag, aliases) { Recursive = true };
        if (setting.IsList) return new Option<string[]>(setting.Flag, aliases) { Recursive = true, Arity = ArgumentArity.OneOrMore };
        return new Option<string>(setting.Flag, aliases) { Recursive = true };
    }
}
