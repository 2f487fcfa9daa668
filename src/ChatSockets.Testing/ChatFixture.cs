using Xunit;

namespace ChatSockets.Testing;

/// <summary>
/// One server for all tests of a class or collection (xunit 2):
/// <code>
/// public sealed class RoomTests(ChatFixture fixture, ITestOutputHelper output) : IClassFixture&lt;ChatFixture&gt;
/// </code>
/// Tests that share a server use nicknames and rooms of their own. With another framework use <see cref="TestChat"/> itself.
/// </summary>
public sealed class ChatFixture : IAsyncLifetime
{
    private TestChat? _chat;

    /// <summary>The server; call its <see cref="TestChat.LogTo"/> to see in a test's output what was sent.</summary>
    public TestChat Chat => _chat ?? throw new InvalidOperationException("The fixture has not been initialized.");

    /// <inheritdoc/>
    public async Task InitializeAsync() => _chat = await TestChat.StartAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_chat is { } chat) await chat.DisposeAsync().ConfigureAwait(false);
    }
}
