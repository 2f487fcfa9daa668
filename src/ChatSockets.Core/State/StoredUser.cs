using System.Collections.Immutable;

namespace ChatSockets.Core.State;

/// <summary>The stored state of an always-on user.</summary>
/// <param name="Nickname">A valid one.</param>
/// <param name="Account">The user's account.</param>
/// <param name="Username">With its tilde.</param>
/// <param name="RealName">At the most <see cref="User.MaximumRealNameBytes"/>.</param>
/// <param name="Rooms">By their names, with the statuses that the user had.</param>
internal sealed record StoredUser(byte[] Nickname, byte[] Account, byte[] Username, byte[] RealName,
    IReadOnlyList<(byte[] Name, MemberModes Modes)> Rooms)
{
    /// <summary>Why the user is away, in its own words; null where it has said none.</summary>
    public byte[]? Away { get; init; }

    /// <summary>The user's modes; never <see cref="UserModes.Operator"/>.</summary>
    public UserModes Modes { get; init; }

    /// <summary>The user's metadata.</summary>
    public ImmutableSortedDictionary<string, byte[]> Metadata { get; init; } = MetadataSubject.None;
}
