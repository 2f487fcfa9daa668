using ChatSockets.Fuzz.Targets;

namespace ChatSockets.Fuzz;

/// <summary>All targets.</summary>
internal static class FuzzTargets
{
    /// <summary>New ones, for one thread.</summary>
    public static IReadOnlyList<FuzzTarget> All() =>
    [
        new LinesTarget(), new MessagesTarget(), new HelloTarget(), new RequestsTarget(), new FramesTarget(), new DatagramsTarget(),
            new LoginsTarget(),
        new ConfigurationTarget(), new HookTextTarget(), new ProxiesTarget(),
    ];
}
