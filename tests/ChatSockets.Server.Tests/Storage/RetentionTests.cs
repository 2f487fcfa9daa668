using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Storage;

[Specification("ChatSockets", "Manual, History")]
public sealed class RetentionTests
{
    private static readonly byte[] Room = Wire.Utf8("#room");

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
