namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>A test that needs tmux and bash; skipped where tmux is not installed.</summary>
public sealed class TmuxFactAttribute : FactAttribute
{
    public TmuxFactAttribute()
    {
        string[] path = OperatingSystem.IsWindows() ? [] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!path.Any(folder => File.Exists(Path.Combine(folder, "tmux")))) Skip = "tmux is not installed.";
    }
}
