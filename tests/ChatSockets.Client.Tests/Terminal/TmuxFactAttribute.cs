namespace ChatSockets.Client.Tests.Terminal;

/// <summary>A test that needs tmux; skipped where it is not installed.</summary>
public sealed class TmuxFactAttribute : FactAttribute
{
    public TmuxFactAttribute()
    {
        if (!TmuxPane.IsInstalled) Skip = TmuxPane.WhyNot;
    }
}

/// <inheritdoc cref="TmuxFactAttribute"/>
public sealed class TmuxTheoryAttribute : TheoryAttribute
{
    public TmuxTheoryAttribute()
    {
        if (!TmuxPane.IsInstalled) Skip = TmuxPane.WhyNot;
    }
}

/// <summary>A test that needs Unicode's own test files; skipped where they are not installed.</summary>
public sealed class UnicodeFilesFactAttribute : FactAttribute
{
    public UnicodeFilesFactAttribute()
    {
        if (!HardTexts.HasFiles) Skip = HardTexts.WhyNoFiles;
    }
}
