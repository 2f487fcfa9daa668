namespace ChatSockets.Core.Services.ChanServ;

/// <summary>
/// That an account may have another room, as it was seen: that the account exists, and how many rooms it has. It is worth something only as
/// long as neither has changed, which is decided within the lock of the room that it gets.
/// </summary>
/// <param name="server">Where.</param>
internal readonly struct FounderLook(ChatContext server)
{
    // Before either is looked at.
    private readonly long _accounts = server.Users.AccountVersion;
    private readonly long _founders = server.Rooms.Registry.FounderVersion;

    /// <summary>
    /// Gives the account its room; false where that must be looked at once more, and nothing was done. Within the room's lock.
    /// </summary>
    /// <param name="give">Gives it, and submits that to the store.</param>
    public bool TryFound(Action give) => server.Users.AccountVersion == _accounts && server.Rooms.Registry.TryFound(_founders, give);
}
