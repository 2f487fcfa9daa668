using System.Text.Json;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>
/// A row of a table of settings: one member of a record, with all that reading, checking, showing and documenting it needs.
/// <c>SettingsTable</c> is the table of the file itself; networks and so on have tables of their own.
/// </summary>
/// <typeparam name="TRecord">The record that holds the value.</typeparam>
internal abstract class Setting<TRecord>(string name, string description, string example)
{
    /// <summary>As in the file: <c>time-format</c>.</summary>
    public string Name { get; } = name;

    /// <summary>A sentence or two, for the commented file.</summary>
    public string Description { get; } = description;

    /// <summary>A value that is not the default, as JSON.</summary>
    public string Example { get; } = example;

    public bool IsRequired { get; init; }

    /// <summary>How a value is written, as in "true or false".</summary>
    public abstract string Expected { get; }

    /// <summary>The names that a value may consist of, for the commented file; empty for most.</summary>
    public abstract IReadOnlyList<SettingNote> Notes { get; }

    /// <summary>Sets it from a file. Returns false if the value was refused; the source has the error.</summary>
    public abstract bool TryRead(JsonItem item, SettingsSource source, ref TRecord record);

    /// <summary>Writes the name and the value; nothing for a value that is null.</summary>
    public abstract void Write(Utf8JsonWriter writer, TRecord record, bool showSecrets);
}

/// <inheritdoc cref="Setting{TRecord}"/>
internal sealed class Setting<TRecord, T>(
    string name, string description, string example, Kind<T> kind, Func<TRecord, T?> get, Func<TRecord, T, TRecord> set)
    : Setting<TRecord>(name, description, example)
{
    public override string Expected => kind.Expected;

    public override IReadOnlyList<SettingNote> Notes => kind.Notes;

    /// <summary>Whether a value is left out when the record is written; null writes every value.</summary>
    public Func<T, bool>? IsLeftOut { get; init; }

    public override bool TryRead(JsonItem item, SettingsSource source, ref TRecord record)
    {
        if (!kind.TryRead(item, source, out T value)) return false;
        record = set(record, value);
        return true;
    }

    public override void Write(Utf8JsonWriter writer, TRecord record, bool showSecrets)
    {
        if (get(record) is not { } value || IsLeftOut?.Invoke(value) == true) return;
        writer.WritePropertyName(Name);
        kind.Write(writer, value, showSecrets);
    }
}

/// <summary>A name that a value may contain, and what it means.</summary>
internal sealed record SettingNote(string Name, string Text);
