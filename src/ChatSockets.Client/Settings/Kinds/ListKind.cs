using System.Text.Json;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>A list.</summary>
internal sealed class ListKind<T>(Kind<T> of) : Kind<IReadOnlyList<T>>
{
    public override string Expected => "a list in brackets";

    public override IReadOnlyList<SettingNote> Notes => of.Notes;

    public override bool TryRead(JsonItem item, SettingsSource source, out IReadOnlyList<T> value)
    {
        var list = new List<T>();
        value = list;
        if (item.Type != JsonTokenType.StartArray) return RefuseType(item, source);
        foreach (JsonItem each in item.Items)
        {
            if (of.TryRead(each, source, out T one)) list.Add(one);
        }
        return list.Count == item.Items.Count;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, bool showSecrets)
    {
        writer.WriteStartArray();
        foreach (T item in value) of.Write(writer, item, showSecrets);
        writer.WriteEndArray();
    }
}
