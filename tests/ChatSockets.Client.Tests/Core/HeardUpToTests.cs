using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Core;

public sealed class HeardUpToTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_lines_said_in_one_moment_only_those_that_were_heard_are_known()
    {
        var heard = new HeardUpTo();
        heard.Add(Noon, "alice", "one");
        heard.Has(Noon, "alice", "one").Should().BeTrue();
        heard.Has(Noon, "alice", "two").Should().BeFalse();
        heard.Has(Noon.AddMilliseconds(-1), "bob", "anything").Should().BeTrue();
        heard.Has(Noon.AddMilliseconds(1), "alice", "one").Should().BeFalse();
        HeardUpTo copy = heard.Copy();
        heard.Add(Noon.AddSeconds(1), "bob", "later");
        copy.Has(Noon, "alice", "two").Should().BeFalse();
        heard.Has(Noon, "alice", "two").Should().BeTrue();
    }
}
