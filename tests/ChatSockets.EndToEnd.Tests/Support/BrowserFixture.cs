namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>One browser for all tests of a class: each opens pages of its own, which share nothing.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private Browser? _browser;

    internal Browser Value => _browser!;

    public async Task InitializeAsync()
    {
        if (Browser.Program is not null) _browser = await Browser.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
    }
}
