using System.Text.Json.Nodes;
using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>A kind of value: how it is read from text (a flag, a variable) and from JSON, how it is shown, and its JSON schema.</summary>
internal abstract class Kind<T>
{
    /// <summary>The replacement of a secret in <see cref="ToJson"/>. It is refused as the value of a secret.</summary>
    public const string Hidden = "***";

    /// <summary>The placeholder of a value in the help.</summary>
    public abstract string Placeholder { get; }

    /// <summary>The JSON schema of a value, a new object each time.</summary>
    public abstract JsonObject Schema();

    /// <summary>Reads a value from a flag or a variable. Returns the error, or null.</summary>
    public abstract string? Read(string text, out T value);

    /// <summary>Reads a value from a file. False when it was refused, which the file was told.</summary>
    public abstract bool TryRead(JsonItem item, ConfigurationFile file, out T value);

    /// <param name="value">The value.</param>
    /// <param name="showSecrets">Otherwise there is <see cref="Hidden"/> in place of each.</param>
    public abstract JsonNode ToJson(T value, bool showSecrets);
}
