using System.CommandLine;
using System.Text.Json.Nodes;
using ChatSockets.CommandLine;

namespace ChatSockets.Server.Configuration;

/// <summary>
/// The table of <see cref="Settings"/> as options of a command line. They only gather text: <see cref="ConfigurationLoader"/> reads it.
/// </summary>
internal sealed class SettingFlags
{
    private readonly Dictionary<Setting, Option> _options =
        Settings.All.Where(setting => !setting.OnlyInFile).ToDictionary(setting => setting, Create);

    private readonly Option<string?> _file = new("--config")
    {
        Description = "The configuration file, JSON in which comments may stand.",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly ProgramOptions _defaults = new();

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

    /// <summary>What the help and the pages say of an option besides its definition; null if it is not a setting.</summary>
    public OptionNotes? NotesOf(Option option)
    {
        if (option == _file) return new OptionNotes { Group = Title(SettingGroup.Program), Variable = ConfigurationLoader.FileVariable };
        if (_options.FirstOrDefault(entry => entry.Value == option).Key is not { } setting) return null;
        return new OptionNotes
        {
            Group = Title(setting.Group),
            Variable = setting.Variable,
            Default = setting.IsSwitch ? "" : DefaultOf(setting),
            IsStarred = setting.NeedsStart,
            StarText = "Takes effect at the next start.",
        };
    }

    /// <summary>The settings that are no options.</summary>
    public static IReadOnlyList<FileSetting> OnlyInFile =>
        [.. Settings.All.Where(setting => setting.OnlyInFile)
            .Select(setting => new FileSetting(Title(setting.Group), setting.Name, setting.Description))];

    private string DefaultOf(Setting setting) =>
        setting.ToJson(_defaults, showSecrets: true).ToJsonString().Trim('[', ']').Replace("\"", "", StringComparison.Ordinal);

    private static Option Create(Setting setting)
    {
        string[] aliases = setting.ShortFlag is { } letter ? [letter] : [];
        Option option = setting switch
        {
            { IsSwitch: true } => new Option<bool>(setting.Flag, aliases),
            { IsList: true } => new Option<string[]>(setting.Flag, aliases) { Arity = ArgumentArity.OneOrMore },
            _ => new Option<string>(setting.Flag, aliases),
        };
        option.Recursive = true;
        option.Description = setting.Description + (setting.IsList ? " May be given several times." : "");
        option.HelpName = setting.Placeholder;
        if (setting.Schema()["enum"] is JsonArray choices) option.CompletionSources.Add([.. choices.Select(choice => (string)choice!)]);
        return option;
    }

    private static string Title(SettingGroup group) => group switch
    {
        SettingGroup.Listening => "Where it listens",
        SettingGroup.Identity => "What it says of itself",
        SettingGroup.Access => "Who may come in, and as what",
        SettingGroup.Limits => "Limits",
        SettingGroup.Deadlines => "Deadlines, as 90s, 2m or 1h30m",
        _ => "The program",
    };
}
