using System.Collections.Immutable;
using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>
/// A room's registration: its founder, and the accounts that get a status whenever they enter. Guarded by the room's lock;
/// <see cref="RoomRegistry"/> stores changes.
/// </summary>
/// <param name="id">Its number in the store.</param>
/// <param name="founder">The founder's account.</param>
/// <param name="since">When it was registered.</param>
internal sealed class RoomRegistration(long id, byte[] founder, DateTimeOffset since)
{
    /// <summary>The most accounts on the list of one room, without the founder's.</summary>
    public const int MaximumRoles = 100;

    public long Id => id;

    public DateTimeOffset Since => since;

    /// <summary>The account whose room it is, in its own spelling.</summary>
    public byte[] Founder { get; private set; } = founder;

    /// <summary>The other accounts that have a status here, in the order in which they were added.</summary>
    public ImmutableArray<Role> Roles { get; private set; } = [];

    /// <summary>The status of an account; null for none.</summary>
    public MemberPrefix? StatusOf(ReadOnlySpan<byte> account)
    {
        if (CaseMapping.Ascii.Equals(account, Founder)) return MemberPrefix.Founder;
        int index = IndexOf(account);
        return index < 0 ? null : Roles[index].Status;
    }

    /// <summary>Returns the statuses of a user logged in to that account; a founder and an admin are also operators.</summary>
    public MemberModes ModesOf(byte[]? account)
    {
        MemberModes mode = account is null ? MemberModes.None : StatusOf(account)?.Mode ?? MemberModes.None;
        return mode >= MemberModes.Admin ? mode | MemberModes.Operator : mode;
    }

    /// <summary>
    /// Gives an account another status than it has; null for none. The founder is changed by <see cref="TransferTo"/> only.
    /// </summary>
    public void Set(byte[] account, MemberPrefix? status)
    {
        int index = IndexOf(account);
        if (status is null) Roles = index < 0 ? Roles : Roles.RemoveAt(index);
        else Roles = index < 0 ? Roles.Add(new Role(account, status)) : Roles.SetItem(index, new Role(account, status));
    }

    /// <summary>Makes another account the founder. The former founder then has no status.</summary>
    public void TransferTo(byte[] account)
    {
        Set(account, null);
        Founder = account;
    }

    /// <summary>
    /// Returns the account that inherits the room when the founder's account is dropped: the first admin, or else the first operator; null
    /// for none.
    /// </summary>
    public byte[]? Successor() =>
        Roles.FirstOrDefault(role => role.Status.Mode == MemberModes.Admin).Account
            ?? Roles.FirstOrDefault(role => role.Status.Mode == MemberModes.Operator).Account;

    /// <summary>The statuses are those that stand in the store.</summary>
    public void Restore(ImmutableArray<Role> roles) => Roles = roles;

    private int IndexOf(ReadOnlySpan<byte> account)
    {
        for (int i = 0; i < Roles.Length; i++)
        {
            if (CaseMapping.Ascii.Equals(account, Roles[i].Account)) return i;
        }
        return -1;
    }
}

/// <summary>An account's status in a registered room.</summary>
internal readonly record struct Role(byte[] Account, MemberPrefix Status);
