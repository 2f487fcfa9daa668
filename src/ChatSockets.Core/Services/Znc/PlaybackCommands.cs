namespace ChatSockets.Core.Services.Znc;

/// <summary>The commands of *playback in the order of its HELP.</summary>
internal static class PlaybackCommands
{
    public static readonly IReadOnlyList<ServiceCommand> All = [Play.Row, BufferList.Row];
}
