using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Importing.Ergo;

/// <summary>
/// Reads registered rooms from the JSON that <c>ergo importdb</c> takes: founder, topic, roles, key, limit, and the modes that there are
/// here.
/// </summary>
internal static class ErgoRooms
{
    /// <summary>Reads one room. Returns null, and the reason, if it cannot be registered here.</summary>
    /// <param name="room">Its name and what is said of it.</param>
    /// <param name="id">The number that it gets.</param>
    /// <param name="account">Returns the account of a name, as its name is stored; null if there is none.</param>
    /// <param name="reason">Why not, for people.</param>
    public static StoredRoom? Read(JsonProperty room, long id, Func<string, byte[]?> account, out string reason)
    {
        byte[] name = Encoding.UTF8.GetBytes(ErgoAccounts.Text(room.Value, "name") is { Length: > 0 } own ? own : room.Name);
        byte[]? founder = account(ErgoAccounts.Text(room.Value, "founder"));
        reason = !RoomName.IsValid(name) ? "its name cannot be one here" : founder is null ? "its founder has no account here" : "";
        if (reason.Length > 0) return null;
        DateTimeOffset registered = ErgoAccounts.Time(room.Value, "registeredAt");
        byte[] topic = Encoding.UTF8.GetBytes(ErgoAccounts.Text(room.Value, "topic"));
        return new StoredRoom
        {
            Id = id,
            Name = name,
            Founder = founder!,
            Registered = registered,
            Created = registered,
            Topic = topic.Length is 0 or > RoomTopic.MaximumBytes ? null
                : new RoomTopic(topic, Encoding.UTF8.GetBytes(ErgoAccounts.Text(room.Value, "topicSetBy")),
                    ErgoAccounts.Time(room.Value, "topicSetAt")),
            Modes = Modes(room.Value),
            Roles = Roles(room.Value, founder!, account),
            Lists = [.. RoomModeTable.ListModes.Select(_ => ImmutableArray<MaskList.Entry>.Empty)],
            Metadata = MetadataSubject.None,
        };
    }

    private static string Modes(JsonElement room)
    {
        string letters = new([.. ErgoAccounts.Text(room, "modes").Where(letter => RoomModeTable.Find((byte)letter) is SwitchMode)]);
        string key = ErgoAccounts.Text(room, "key");
        string arguments = "";
        if (key.Length > 0 && !key.Contains(' ', StringComparison.Ordinal))
        {
            letters += 'k';
            arguments = $" {key}";
        }
        if (room.TryGetProperty("limit", out JsonElement limit) && limit.ValueKind == JsonValueKind.Number)
        {
            letters += 'l';
            arguments += $" {limit.GetRawText()}";
        }
        var modes = new RoomModes();
        modes.Restore($"+{letters}{arguments}");
        return modes.Format(withKey: true);
    }

    private static ImmutableArray<Role> Roles(JsonElement room, byte[] founder, Func<string, byte[]?> account)
    {
        var roles = ImmutableArray.CreateBuilder<Role>();
        if (!room.TryGetProperty("amode", out JsonElement all) || all.ValueKind != JsonValueKind.Object) return [];
        foreach (JsonProperty role in all.EnumerateObject())
        {
            if (role.Value.ValueKind != JsonValueKind.String || role.Value.GetString() is not ['a' or 'o' or 'h' or 'v'] letter) continue;
            if (MemberPrefix.OfLetter((byte)letter[0]) is not { } status) continue;
            if (account(role.Name) is { } name && !CaseMapping.Ascii.Equals(name, founder)) roles.Add(new Role(name, status));
        }
        return roles.ToImmutable();
    }
}
