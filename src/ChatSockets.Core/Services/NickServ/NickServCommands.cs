namespace ChatSockets.Core.Services.NickServ;

/// <summary>NickServ's commands in the order of HELP, the most needed first.</summary>
internal static class NickServCommands
{
    public static readonly IReadOnlyList<ServiceCommand> All =
    [
        Register.Row, Identify.Row, Logout.Row, Info.Row, Reclaim.Row, Ghost.Row, Ghost.ReleaseRow, SessionList.Row, SetPassword.Row,
            SetAlwaysOn.Row, Cert.AddRow, Cert.DelRow, Cert.ListRow, Erase.Row, Drop.Row,
    ];
}
