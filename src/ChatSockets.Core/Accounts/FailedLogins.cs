using System.Net;
using Serilog;


namespace ChatSockets.Core.Accounts;

/// <summary>
/// Logs failed log-ins of any kind: to accounts, as an operator, of gateways, with the server's password. Programs that ban addresses read
/// these lines (<c>Packaging/fail2ban</c>): their form stays, and nothing that a client chose is in them. Any thread.
/// </summary>
internal static class FailedLogins
{
    /// <summary>A password, a certificate or a proof was wrong.</summary>
    public static void Wrong(ILogger log, IPAddress? from) => Log(log, from, "wrong password");

    /// <summary>It was not looked at, because too many before it were wrong.</summary>
    public static void TooMany(ILogger log, IPAddress? from) => Log(log, from, "too many attempts");

    private static void Log(ILogger log, IPAddress? from, string reason) =>
        log.Warning("Login failed from {Address:l}: {Reason:l}", from?.ToString() ?? "unknown", reason);
}
