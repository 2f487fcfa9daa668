namespace ChatSockets.Server.Services.NickServ;

/// <summary>What NickServ understands, in the order in which HELP lists it: what one needs first comes first.</summary>
internal static class NickServCommands
{
    public static readonly IReadOnlyList<ServiceCommand> All =
    [
        Register.Row, Identify.Row, Logout.Row, Info.Row, Reclaim.Row, Ghost.Row, Ghost.ReleaseRow, SessionList.Row, SetPassword.Row,
            SetAlwaysOn.Row, Cert.AddRow, Cert.DelRow, Cert.ListRow, Erase.Row, Drop.Row,
    ];
}
