using System.Text.Json;

namespace ChatSockets.Client.Settings.Kinds;

/// <summary>An object with members of its own, such as a network. Every wrong member is told, not only the first.</summary>
/// <param name="what">What it is, as in "a network".</param>
/// <param name="empty">The record with the default of each member.</param>
/// <param name="members">The table of its members; they are set in its order, whatever the order of the file.</param>
internal class RecordKind<T>(string what, T empty, IReadOnlyList<Setting<T>> members) : Kind<T>
    where T : class
{
    public override string Expected => $"an object with the members of {what}";

    public override IReadOnlyList<SettingNote> Notes =>
        [.. members.Select(member => new SettingNote(member.Name, member.Description + (member.IsRequired ? " Required." : "")))];

    /// <summary>What to say of a name that is not a member, after the name itself.</summary>
    protected virtual string NotMember => $"is not a member of {what}.";

    protected virtual string KnownMembers => $"There are: {string.Join(", ", members.Select(member => member.Name))}.";

    public sealed override bool TryRead(JsonItem item, SettingsSource source, out T value)
    {
        value = empty;
        if (item.Type != JsonTokenType.StartObject) return RefuseType(item, source);
        int before = source.ErrorCount;
        foreach (JsonMember member in item.Members.Where(member => members.All(known => known.Name != member.Name)))
        {
            if (Refusal(member.Name) is { } refusal) source.Refuse(member.Place, refusal);
            else if (!IsIgnored(member.Name)) source.Refuse(member.Place, $"\"{member.Name}\" {NotMember} {Advice(member.Name)}");
        }
        foreach (Setting<T> known in members)
        {
            if (item.Member(known.Name) is { } member) known.TryRead(member.Value, source, ref value);
            else if (known.IsRequired) source.Refuse(item.Place, $"\"{known.Name}\" is missing from {what}.");
        }
        Check(item, value, source);
        return source.ErrorCount == before;
    }

    public sealed override void Write(Utf8JsonWriter writer, T value, bool showSecrets)
    {
        writer.WriteStartObject();
        foreach (Setting<T> member in members) member.Write(writer, value, showSecrets);
        writer.WriteEndObject();
    }

    /// <summary>Why a name that is not a member must not be here, as a sentence for the user; null for the usual words.</summary>
    protected virtual string? Refusal(string name) => null;

    /// <summary>Whether a name that is not a member may be here.</summary>
    protected virtual bool IsIgnored(string name) => false;

    /// <summary>Refuses what is wrong with the members together. Those that were refused have their defaults.</summary>
    protected virtual void Check(JsonItem item, T value, SettingsSource source)
    {
    }

    private string Advice(string name) => Suggestion.For(name, [.. members.Select(member => member.Name)], KnownMembers);
}
