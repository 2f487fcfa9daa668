namespace ChatSockets.CommandLine.Tests.Completion;

/// <summary>A test that runs a shell, and is skipped where that is not installed.</summary>
public sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(string shell)
    {
        // Windows has a bash that only starts another system.
        string[] path = OperatingSystem.IsWindows() ? [] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!path.Any(folder => File.Exists(Path.Combine(folder, shell)))) Skip = $"{shell} is not installed.";
    }
}
