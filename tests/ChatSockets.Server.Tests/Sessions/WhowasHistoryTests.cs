using ChatSockets.Core.State;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Sessions;

public sealed class WhowasHistoryTests
{
    private readonly WhowasHistory _history = new();

    [Fact]
    public void The_latest_comes_first_whatever_the_case()
    {
        Add("bob", "first");
        Add("eve", "other");
        Add("BOB", "second");
        _history.Find(Utf8("Bob")).Select(entry => entry.Username)
            .Should().BeEquivalentTo([Utf8("second"), Utf8("first")], options => options.WithStrictOrdering());
    }

    [Fact]
    public void It_remembers_a_thousand_and_forgets_the_oldest()
    {
        for (int i = 0; i <= 1000; i++) Add($"n{i}", "u");
        _history.Find(Utf8("n0")).Should().BeEmpty();
        _history.Find(Utf8("n1")).Should().ContainSingle();
        _history.Find(Utf8("n1000")).Should().ContainSingle();
    }

    private void Add(string nickname, string username) =>
        _history.Add(new WhowasHistory.Entry(Utf8(nickname), Utf8(username), [], [], null, [], DateTimeOffset.UnixEpoch));
}
