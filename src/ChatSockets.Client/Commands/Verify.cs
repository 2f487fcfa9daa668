using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Commands;

internal static class Verify
{
    public static readonly SlashCommand Row = new("verify", "ACCOUNT CODE", "complete an account with the code that was sent to you", Run);

    private static string? Run(SlashCall call)
    {
        string account = call.Word();
        if (account.Length == 0 || call.Rest.Length == 0) return call.Usage;
        AccountRegistration.Verify(call.Session, account, call.Rest);
        return null;
    }
}
