using ChatSockets.Server.Storage;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Storage;

[Specification("ChatSockets", "Manual, History")]
public sealed class RetentionTests
{
    private static readonly byte[] Room = Wire.Utf8("#room");
    private static readonly DateTimeOffset Now = ManualClock.Start;

    private static readonly MessageIds Ids = new(7, 0, new ManualClock());

    [Fact]
    public void A_room_has_no_time_of_its_own_until_it_is_given_one_and_after_it_is_taken_back()
    {
        using Store store = Keeping.Open();
        var retention = new Retention(store);
        retention.Of(Room).Should().BeNull();
        retention.Keeps(Room).Should().BeTrue();
        retention.Set(Room, TimeSpan.FromDays(3));
        retention.Of(Wire.Utf8("#ROOM")).Should().Be(TimeSpan.FromDays(3));
        retention.Keeps(Room).Should().BeTrue();
        retention.Set(Wire.Utf8("#Room"), TimeSpan.Zero);
        retention.Of(Room).Should().Be(TimeSpan.Zero);
        retention.Keeps(Room).Should().BeFalse();
        retention.Keeps(Wire.Utf8("#other")).Should().BeTrue();
        retention.Set(Room, null);
        retention.Of(Room).Should().BeNull();
        retention.Keeps(Room).Should().BeTrue();
    }

    [Fact]
    public void It_lasts()
    {
        using var folder = new TempFolder();
        using (Store store = Keeping.Open(folder.Path)) new Retention(store).Set(Room, TimeSpan.FromHours(36));
        using Store again = Keeping.Open(folder.Path);
        new Retention(again).Of(Room).Should().Be(TimeSpan.FromHours(36));
    }

    [Theory]
    [InlineData(0, null, 0)]
    [InlineData(30, null, 30)]
    [InlineData(0, 7, 7)]
    [InlineData(30, 7, 7)]
    [InlineData(7, 30, 7)]
    [InlineData(36_500, null, 0)]
    public void The_shorter_time_counts(int servers, int? own, int expected)
    {
        using Store store = Keeping.Open();
        var retention = new Retention(store);
        if (own is { } days) retention.Set(Room, TimeSpan.FromDays(days));
        retention.FirstKept(Room, TimeSpan.FromDays(servers), Now, Ids).Should()
            .Be(expected == 0 ? 0 : Ids.FirstOf(Now - TimeSpan.FromDays(expected)));
    }

    [Fact]
    public void Of_a_room_that_keeps_nothing_nothing_stays()
    {
        using Store store = Keeping.Open();
        var retention = new Retention(store);
        retention.Set(Room, TimeSpan.Zero);
        retention.FirstKept(Room, TimeSpan.Zero, Now, Ids).Should().Be(long.MaxValue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_said_in_a_room_that_keeps_nothing_is_told_at_once_and_not_kept(bool isOnDisk)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = isOnDisk ? folder.Path : null });
        const string Caps = "message-tags echo-message batch draft/multiline";
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        ServerContext server = chat.Server.Context;
        await alice.AskAsync("PRIVMSG #room :kept");
        server.CommitPipeline.SetRetention(Room, TimeSpan.Zero);
        // What was kept is gone, because the clock's timer rings at once.
        server.Store.Texts().Should().BeEmpty();

        (await alice.AskAsync("PRIVMSG #room :one", "PRIVMSG #room :two")).Select(Wire.WithoutMessageId)
            .Should().Equal($":{Wire.Source("alice")} PRIVMSG #room :one", $":{Wire.Source("alice")} PRIVMSG #room :two");
        (await alice.AskAsync("BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :three", "@batch=1 PRIVMSG #room :four",
            "BATCH -1")).Should().HaveCount(4);
        (await bob.SyncAsync()).Should().HaveCount(7).And.OnlyContain(line => !line.Contains("NOTICE"));
        server.Store.Texts().Should().BeEmpty();

        server.CommitPipeline.SetRetention(Room, null);
        await alice.AskAsync("PRIVMSG #room :kept again");
        server.Store.Texts().Should().Equal("kept again");
    }

    [Fact]
    public async Task The_ids_of_what_is_not_kept_are_in_order_with_the_others()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync("message-tags echo-message");
        var ids = new List<string>();
        foreach (TimeSpan? time in new TimeSpan?[] { null, TimeSpan.Zero, null })
        {
            chat.Server.Context.CommitPipeline.SetRetention(Room, time);
            ids.Add(Wire.Tag((await alice.AskAsync("PRIVMSG #room :hello"))[0], "msgid")!);
        }
        ids.Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
    }
}
