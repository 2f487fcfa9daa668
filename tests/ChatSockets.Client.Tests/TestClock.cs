using Microsoft.Extensions.Time.Testing;

namespace ChatSockets.Client.Tests;

/// <summary>The clock of these tests: it stands at one minute past noon, UTC, until a test turns it.</summary>
internal static class TestClock
{
    public static FakeTimeProvider Start() => new(new DateTimeOffset(2026, 1, 2, 12, 1, 0, TimeSpan.Zero));
}
