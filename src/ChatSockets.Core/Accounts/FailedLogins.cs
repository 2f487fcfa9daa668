using ChatSockets.Core.Sessions;

namespace ChatSockets.Core.Accounts;

/// <summary>
/// Logs failed log-ins of any kind: to accounts, as an operator, of gateways, with the server's password. Programs that ban addresses read
/// these lines (<c>Packaging/fail2ban</c>): their form stays, and nothing that a client chose is in them. Any thread.
/// </summary>
internal static class FailedLogins
{
    /// <summary>A password, a certificate or a proof was wrong.</summary>
    public static void Wrong(Session session) => Log(session, "wrong password");

    /// <summary>It was not looked at, because too many before it were wrong.</summary>
    public static void TooMany(Session session) => Log(session, "too many attempts");

    private static void Log(Session session, string reason) =>
        session.Server.Log.Warning("Login failed from {Address:l}: {Reason:l}", session.IPAddress?.ToString() ?? "unknown", reason);
}
