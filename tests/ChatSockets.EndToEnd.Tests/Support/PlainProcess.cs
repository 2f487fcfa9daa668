namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>A chat-client at a terminal of its own, in plain mode: script(1) of util-linux makes the terminal.</summary>
internal sealed class PlainProcess(string state, params string[] arguments)
    : ChatProcess("chat-client", [.. arguments, "--plain"], [("XDG_STATE_HOME", state)], command: InTerminal)
{
    private static readonly string? Script = Find();

    /// <summary>Whether this system can make one.</summary>
    public static bool IsPossible => Script is not null;

    private static string[] InTerminal(string[] command) =>
        [Script!, "-qfec", string.Join(' ', command.Select(word => $"'{word}'")), "/dev/null"];

    private static string? Find() => OperatingSystem.IsLinux()
        ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "script"))
            .FirstOrDefault(File.Exists)
        : null;
}
