namespace ChatSockets.Server.Services.ChanServ;

/// <summary>What ChanServ understands, in the order in which HELP lists it: what one needs first comes first.</summary>
internal static class ChanServCommands
{
    public static readonly IReadOnlyList<ServiceCommand> All =
    [
        Register.Row, Info.Row, List.Row, Access.Row, MemberStatus.OpRow, MemberStatus.DeopRow, MemberStatus.VoiceRow,
            MemberStatus.DevoiceRow, Unban.Row,
        Invite.Row, SetHistory.Row, Transfer.Row, Drop.Row,
    ];
}
