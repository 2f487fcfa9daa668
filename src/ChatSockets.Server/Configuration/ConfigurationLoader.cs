using System.Security;
using ChatSockets.Core.Text;
using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Server.Configuration;

/// <summary>
/// Puts the sources together, the later over the earlier: defaults, file, environment, flags. All mistakes are gathered, and each says
/// where it is.
/// </summary>
internal sealed class ConfigurationLoader
{
    public const string FileVariable = Setting.VariablePrefix + "CONFIG";
    private const string HelpLists = "'chat-server --help-all' lists the settings.";

    private readonly List<ConfigurationError> _errors = [];
    private readonly Dictionary<string, string> _origins = [];
    private ProgramOptions _options = new();

    private ConfigurationLoader()
    {
    }

    public static LoadedConfiguration Load(ConfigurationSources sources)
    {
        var loader = new ConfigurationLoader();
        IReadOnlyDictionary<string, string> environment = sources.Environment();
        string? file = sources.File ?? environment.GetValueOrDefault(FileVariable);
        if (file is not null) loader.TakeFile(file, sources.File is null ? FileVariable : "--config");
        foreach ((string variable, string value) in environment.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            loader.TakeVariable(variable, value);
        foreach ((string name, string value) in sources.Flags) loader.Take(Settings.ByName[name], value, Settings.ByName[name].Flag);
        loader.TakeMessageOfTheDay();
        loader.Check();
        return new LoadedConfiguration(loader._options, loader._origins, loader._errors, file);
    }

    private void TakeFile(string path, string origin)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            _errors.Add(new ConfigurationError(origin, "This must be the name of a file."));
            return;
        }
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            _errors.Add(new ConfigurationError(path, $"The configuration cannot be read: {exception.Message}", IsUnreadable: true));
            return;
        }
        var file = new ConfigurationFile(path);
        if (JsonFile.Read(bytes, file.Refuse) is { } root) TakeMembers(root, file);
        _errors.AddRange(file.Errors);
    }

    private void TakeMembers(JsonItem root, ConfigurationFile file)
    {
        foreach (JsonMember member in root.Members)
        {
            // Editors look there for the schema.
            if (member.Name == "$schema") continue;
            if (!Settings.ByName.TryGetValue(member.Name, out Setting? setting))
                file.Refuse(member.Place,
                    $"\"{member.Name}\" is not a setting. {Suggestions.Advice(member.Name, Settings.ByName.Keys, HelpLists)}");
            else if (setting.TryRead(member.Value, file, ref _options))
                _origins[setting.Name] = file.At(member.Value.Place);
        }
    }

    private void TakeVariable(string variable, string value)
    {
        if (!variable.StartsWith(Setting.VariablePrefix, StringComparison.Ordinal) || variable == FileVariable) return;
        if (Settings.All.FirstOrDefault(setting => setting.Variable == variable) is { } found)
        {
            Take(found, value, variable);
            return;
        }
        // A variable with our prefix is meant for us: a typo that was passed over would be a limit that nobody keeps.
        string name = variable[Setting.VariablePrefix.Length..].ToLowerInvariant().Replace('_', '-');
        string advice = Suggestions.Nearest(name, Settings.ByName.Keys) is { } nearest
            ? $"Did you mean {Settings.ByName[nearest].Variable}?"
            : HelpLists;
        _errors.Add(new ConfigurationError(variable, $"There is no setting of this name. {advice}"));
    }

    private void Take(Setting setting, string value, string origin)
    {
        string? reason = setting.OnlyInFile ? "This can be set only in a file." : setting.Read(value, ref _options);
        if (reason is null) _origins[setting.Name] = origin;
        else _errors.Add(new ConfigurationError(origin, reason));
    }

    private void TakeMessageOfTheDay()
    {
        if (_options.MotdFile.Length == 0) return;
        try
        {
            _options = _options with { Server = _options.Server with { MessageOfTheDay = File.ReadAllLines(_options.MotdFile) } };
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            _errors.Add(new ConfigurationError(_origins["motd"], $"The message of the day cannot be read: {exception.Message}",
                IsUnreadable: true));
        }
    }

    private void Check()
    {
        foreach ((string setting, string reason) in _options.ForServer.Problems())
            _errors.Add(new ConfigurationError(_origins.GetValueOrDefault(setting, setting), reason));
    }

    private static bool IsUnreadable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;
}
