using System.Text.Json;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>A kind of value: how it is read, written and described.</summary>
internal abstract class Kind<T>
{
    /// <summary>The replacement of a secret that is not shown.</summary>
    public const string Hidden = "***";

    /// <summary>How it is written, as in "true or false, without quotes".</summary>
    public abstract string Expected { get; }

    /// <inheritdoc cref="Setting{TRecord}.Notes"/>
    public virtual IReadOnlyList<SettingNote> Notes => [];

    /// <summary>Reads a value. Returns false if it was refused; the source has the error.</summary>
    public abstract bool TryRead(JsonItem item, SettingsSource source, out T value);

    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="showSecrets">Otherwise <see cref="Hidden"/> takes the place of each.</param>
    public abstract void Write(Utf8JsonWriter writer, T value, bool showSecrets);

    /// <summary>Refuses a value of another type.</summary>
    protected bool RefuseType(JsonItem item, SettingsSource source)
    {
        source.Refuse(item.Place, $"This must be {Expected}, not {item.Description}.");
        return false;
    }
}
