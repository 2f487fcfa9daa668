namespace ChatSockets.Core.State;

/// <summary>
/// The lowest status for each action that is not a mode; <see cref="RoomModeTable"/> has those for modes, <see cref="MemberPrefix"/> those
/// for statuses. Modern IRC, "Channel Operators", leaves the rights of half-operators to the server: here, as on most servers, they
/// moderate the conversation (membership, speech, topic), and operators decide the kind of room.
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

    /// <summary>To delete other people's messages.</summary>
    public const MemberModes Redact = MemberModes.HalfOperator;

    /// <summary>To give the room another name: that of a registered one is its founder's. Within the room's lock.</summary>
    public static MemberModes Rename(Room room) => room.IsRegistered ? MemberModes.Founder : MemberModes.Operator;

    /// <summary>To set the room's METADATA.</summary>
    public const MemberModes Metadata = MemberModes.Operator;

    /// <summary>To say more lines than mode f allows.</summary>
    public const MemberModes Flood = MemberModes.HalfOperator;

    /// <summary>To have a room as the one that guests of another are forwarded to.</summary>
    public const MemberModes ForwardTo = MemberModes.Operator;
}
