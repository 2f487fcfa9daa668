namespace ChatSockets.Core.Services.ChanServ;

/// <summary>ChanServ's commands in the order of HELP, the most needed first.</summary>
internal static class ChanServCommands
{
    public static readonly IReadOnlyList<ServiceCommand> All =
    [
        Register.Row, Info.Row, List.Row, Access.Row, MemberStatus.OpRow, MemberStatus.DeopRow, MemberStatus.VoiceRow,
            MemberStatus.DevoiceRow, Unban.Row,
        Invite.Row, SetHistory.Row, HookCommand.Row, Transfer.Row, Drop.Row,
    ];
}
