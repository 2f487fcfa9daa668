using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>How the client ends with a connection that is lost and not made again.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Words">What the user is told.</param>
internal readonly record struct LostConnection(int ExitCode, string Words)
{
    /// <param name="closed">The end of the connection.</param>
    /// <param name="refusal">What the server has said against us; empty for nothing.</param>
    /// <param name="wasIn">Whether the server had let us in.</param>
    /// <param name="isUncertain">Whether something was sent that the server has not answered for.</param>
    public static LostConnection Of(LinkClosed closed, string refusal, bool wasIn, bool isUncertain)
    {
        if (isUncertain)
        {
            string reason = refusal.Length > 0 ? refusal : closed.Reason;
            return new(Core.ExitCode.Unknown, $"{reason}; whether the last lines have arrived is unknown");
        }
        // Who was in and is sent away (the server stops, say) has lost a connection; who never got in was refused.
        return refusal.Length > 0
            ? new(wasIn ? Core.ExitCode.Failed : Core.ExitCode.ServerSaidNo, refusal)
            : new(Core.ExitCode.Failed, WordsOf(closed));
    }

    /// <summary>Returns why a connection ended, with the advice that there is.</summary>
    public static string WordsOf(LinkClosed closed) =>
        closed.Advice.Length > 0 ? $"{closed.Reason}. {closed.Advice}" : closed.Reason;
}
