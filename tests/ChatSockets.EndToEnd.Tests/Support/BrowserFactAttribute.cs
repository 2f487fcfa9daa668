namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>A test in a real browser; skipped where there is no Chromium on the path.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Program is null) Skip = "Chromium is not installed (apt-get install chromium).";
    }
}
