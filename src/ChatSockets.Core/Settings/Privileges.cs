namespace ChatSockets.Core.Settings;

/// <summary>The privileges of a server operator. <see cref="PrivilegeNames"/> are their names in a configuration.</summary>
[Flags]
public enum Privileges
{
    None = 0,

    /// <summary>Disconnect users.</summary>
    Kill = 1,

    /// <summary>Ban addresses and masks from the server.</summary>
    Ban = 2,

    /// <summary>Have the configuration read again.</summary>
    Rehash = 4,

    /// <summary>Send messages to all users with mode w.</summary>
    Wallops = 8,

    /// <summary>See hidden users and rooms, and real addresses.</summary>
    SeeHidden = 16,

    /// <summary>Go against a room's modes and ranks.</summary>
    Override = 32,

    /// <summary>See the server's figures.</summary>
    Stats = 64,

    All = Kill | Ban | Rehash | Wallops | SeeHidden | Override | Stats,
}

/// <summary>The one place that names the <see cref="Privileges"/>.</summary>
internal static class PrivilegeNames
{
    /// <summary>Each single privilege, and the name for all of them, which comes last.</summary>
    public static readonly IReadOnlyDictionary<string, Privileges> ByName = new Dictionary<string, Privileges>(StringComparer.Ordinal)
    {
        ["kill"] = Privileges.Kill,
        ["ban"] = Privileges.Ban,
        ["rehash"] = Privileges.Rehash,
        ["wallops"] = Privileges.Wallops,
        ["see-hidden"] = Privileges.SeeHidden,
        ["override"] = Privileges.Override,
        ["stats"] = Privileges.Stats,
        ["all"] = Privileges.All,
    };

    /// <summary>Returns the names of the privileges; <c>all</c> if all are set.</summary>
    public static IEnumerable<string> Of(Privileges privileges) => privileges == Privileges.All
        ? ["all"]
        : ByName.Where(entry => entry.Value != Privileges.All && privileges.HasFlag(entry.Value)).Select(entry => entry.Key);
}
