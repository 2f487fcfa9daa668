namespace ChatSockets.Server.Rooms;

/// <summary>
/// The lowest status for what is no mode; those of the modes stand in <see cref="RoomModeTable"/>, those of the statuses themselves in
/// <see cref="MemberPrefix"/>. Modern IRC, "Channel Operators", leaves it to the server what half-operators may do: here, as in most
/// houses, they look after the talk (who is in, who speaks, what it is about), and operators decide what kind of room it is.
/// </summary>
internal static class Permissions
{
    /// <summary>To set the topic where mode t protects it.</summary>
    public const MemberModes Topic = MemberModes.HalfOperator;

    /// <summary>To invite where mode i lets in invited guests only, and past bans and all other modes but the key.</summary>
    public const MemberModes Invite = MemberModes.HalfOperator;

    /// <summary>To kick whom the status may act on.</summary>
    public const MemberModes Kick = MemberModes.HalfOperator;

    /// <summary>To be heard in spite of modes m and M, bans and mutes.</summary>
    public const MemberModes Speak = MemberModes.Voice;

    /// <summary>To take back what somebody else said.</summary>
    public const MemberModes Redact = MemberModes.HalfOperator;

    /// <summary>To give the room another name: that of a registered one is its founder's. Within the room's lock.</summary>
    public static MemberModes Rename(Room room) => room.IsRegistered ? MemberModes.Founder : MemberModes.Operator;

    /// <summary>To set what METADATA tells of the room.</summary>
    public const MemberModes Metadata = MemberModes.Operator;

    /// <summary>To say more lines than mode f allows.</summary>
    public const MemberModes Flood = MemberModes.HalfOperator;

    /// <summary>To have a room as the one that guests of another are forwarded to.</summary>
    public const MemberModes ForwardTo = MemberModes.Operator;
}
