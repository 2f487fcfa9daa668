using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Commands;

internal static class Notice
{
    public static readonly SlashCommand Row = new("notice", "NAME TEXT", "say something that no program answers", Run);

    private static string? Run(SlashCall call)
    {
        string target = call.Word();
        if (target.Length == 0 || call.Rest.Length == 0) return call.Usage;
        call.App.Say(target, call.Rest, SpeechKind.Notice);
        return null;
    }
}
