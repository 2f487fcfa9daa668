using System.Text.Json.Nodes;
using ChatSockets.Server.Configuration.Json;
using ChatSockets.Server.Configuration.Kinds;

namespace ChatSockets.Server.Configuration;

/// <summary>The subject of a setting; the help and <c>config show</c> use this order.</summary>
internal enum SettingGroup
{
    Listening,
    Identity,
    Access,
    Limits,
    Deadlines,
    Program,
}

/// <summary>
/// A row of the table of <see cref="Settings"/>: one thing that can be set, under one name, by a flag, by an environment variable and in
/// the file.
/// </summary>
internal abstract class Setting
{
    public const string VariablePrefix = "CHAT_SERVER_";

    /// <summary>As in the file: <c>max-connections</c>.</summary>
    public required string Name { get; init; }

    /// <summary>As on the command line: <c>--max-connections</c>.</summary>
    public string Flag => "--" + Name;

    /// <summary>As in the environment: <c>CHAT_SERVER_MAX_CONNECTIONS</c>.</summary>
    public string Variable => VariablePrefix + Name.ToUpperInvariant().Replace('-', '_');

    public required SettingGroup Group { get; init; }

    /// <summary>A sentence or two, for the help and the schema.</summary>
    public required string Description { get; init; }

    /// <summary>A value that is not the default, as text; as JSON where only a file can have it.</summary>
    public required string Example { get; init; }

    /// <summary>A flag of one letter: <c>-p</c>.</summary>
    public string? ShortFlag { get; init; }

    /// <summary>A reload does not take it, the next start does.</summary>
    public bool NeedsStart { get; init; }

    /// <summary>It is an object, which is too much for a flag or a variable.</summary>
    public bool OnlyInFile { get; init; }

    /// <summary>The flag may be given several times, once for each item.</summary>
    public abstract bool IsList { get; }

    /// <summary>The flag needs no value.</summary>
    public abstract bool IsSwitch { get; }

    /// <summary>The placeholder of a value in the help.</summary>
    public abstract string Placeholder { get; }

    /// <summary>Sets it from a flag or a variable. Returns the error, or null.</summary>
    public abstract string? Read(string text, ref ProgramOptions options);

    /// <summary>Sets it from a file. False when the value was refused, which the file was told.</summary>
    public abstract bool TryRead(JsonItem item, ConfigurationFile file, ref ProgramOptions options);

    /// <summary>Returns its value as in a configuration file.</summary>
    public abstract JsonNode ToJson(ProgramOptions options, bool showSecrets);

    /// <summary>Takes this setting over from other options.</summary>
    public abstract ProgramOptions Copy(ProgramOptions from, ProgramOptions to);

    /// <summary>The JSON schema of its value.</summary>
    public abstract JsonObject Schema();

    /// <summary>When it is the same in two options, where that is not to be seen from the value.</summary>
    public Func<ProgramOptions, ProgramOptions, bool>? Same { get; init; }

    /// <summary>Whether it is the same in both.</summary>
    public bool IsSame(ProgramOptions one, ProgramOptions other) =>
        Same?.Invoke(one, other) ?? JsonNode.DeepEquals(ToJson(one, showSecrets: true), ToJson(other, showSecrets: true));
}

/// <inheritdoc cref="Setting"/>
internal sealed class Setting<T>(Kind<T> kind, Func<ProgramOptions, T> get, Func<ProgramOptions, T, ProgramOptions> set) : Setting
{
    /// <summary>One that the server has.</summary>
    public Setting(Kind<T> kind, Func<ServerOptions, T> get, Func<ServerOptions, T, ServerOptions> set)
        : this(kind, options => get(options.Server), (options, value) => options with { Server = set(options.Server, value) })
    {
    }

    public override bool IsList { get; } = kind.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(ListKind<>);

    public override bool IsSwitch => kind is SwitchKind;

    public override string Placeholder => kind.Placeholder;

    public override string? Read(string text, ref ProgramOptions options)
    {
        if (kind.Read(text, out T value) is { } reason) return reason;
        options = set(options, value);
        return null;
    }

    public override bool TryRead(JsonItem item, ConfigurationFile file, ref ProgramOptions options)
    {
        if (!kind.TryRead(item, file, out T value)) return false;
        options = set(options, value);
        return true;
    }

    public override JsonNode ToJson(ProgramOptions options, bool showSecrets) => kind.ToJson(get(options), showSecrets);

    public override ProgramOptions Copy(ProgramOptions from, ProgramOptions to) => set(to, get(from));

    public override JsonObject Schema() => kind.Schema();
}
