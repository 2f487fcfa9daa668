using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.ChanServ;

public sealed class SetHistoryTests
{
    private const string Caps = "batch draft/chathistory draft/channel-rename";

    [Theory]
    [InlineData("30d", "stored for 30d")]
    [InlineData("4w", "stored for 28d")]
    [InlineData("off", "not stored")]
    [InlineData("DEFAULT", "stored as long as the server stores any")]
    public async Task The_founder_says_how_long_what_is_said_is_kept(string time, string told)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice");
        await alice.AskChanServAsync("SET #room HISTORY 1h");
        (await alice.AskChanServAsync($"SET #room HISTORY {time}")).Should().Equal(ChanServSays("alice", $"Messages there are {told}."));
        (await alice.AskChanServAsync("INFO #room"))[2].Should().Be(ChanServSays("alice", $"Messages there are {told}.")[0]);
    }

    [Theory]
    [InlineData("SET #room HISTORY soon")]
    [InlineData("SET #room HISTORY 0s")]
    [InlineData("SET #room HISTORY 10ms")]
    [InlineData("SET #room COLOUR red")]
    public async Task What_is_no_time_is_refused(string text)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice");
        (await alice.AskChanServAsync(text)).Should()
            .Equal(ChanServSays("alice", "That goes like this: /msg ChanServ SET <room> HISTORY <time>|OFF|DEFAULT"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_room_that_is_renamed_meanwhile_has_the_time_under_its_new_name(bool isRenamedFirst)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        TestClient alice = await chat.WithRoomAsync("alice", "#old");
        ServerContext server = chat.Server.Context;
        server.Rooms.TryFind("#old"u8, out Room? room).Should().BeTrue();
        server.Retention.Of(room!.Name);
        if (isRenamedFirst)
        {
            // The room's number has been looked up, and then the store has it under another name.
            long id = room.Registration!.Id;
            Rename(room, server);
            server.CommitPipeline.SetRetention(id, TimeSpan.Zero, Wire.Utf8("alice")).Should().Equal(Wire.Utf8("#new"));
        }
        else
        {
            using var mayGoOn = new ManualResetEventSlim();
            server.Store.Commits.Submit(new Change<bool>(_ => mayGoOn.Wait(Waiting.Deadline)));
            Task setting =
                Task.Run(() => server.CommitPipeline.SetRetention(room.Registration!.Id, TimeSpan.Zero, room.Registration.Founder));
            await alice.SyncAsync();
            Rename(room, server);
            mayGoOn.Set();
            await setting.WithinDeadlineAsync("the time to be set");
        }
        server.Store.Commits.Flush();
        server.Retention.Keeps(Wire.Utf8("#new")).Should().BeFalse();
        server.Retention.Of(Wire.Utf8("#old")).Should().BeNull();
        server.Store.Number("SELECT count(*) FROM retention WHERE room = '#new'").Should().Be(1);

        static void Rename(Room room, ServerContext server)
        {
            lock (room.Gate) room.TryRename(Wire.Utf8("#new"), server.Clock.GetUtcNow()).Should().BeTrue();
        }
    }

    [Fact]
    public async Task Nobody_else_does()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob");
        await alice.AskChanServAsync("ACCESS #room ADD bob admin");
        (await bob.AskChanServAsync("SET #room HISTORY OFF"))[0].Should().Contain("must be founder of #room");
        (await bob.AskChanServAsync("SET #other HISTORY OFF")).Should().Equal(ChanServSays("bob", "There is no registered room #other."));
    }

    [Fact]
    public async Task Where_nothing_is_kept_nothing_is_also_under_another_name_and_all_is_again_when_the_room_is_registered_no_more()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice", caps: Caps);
        await alice.AskChanServAsync("SET #room HISTORY OFF");
        await alice.AskAsync("PRIVMSG #room :one", "RENAME #room #other", "PRIVMSG #other :two");
        (await alice.AskAsync("CHATHISTORY LATEST #other * 10")).Should()
            .NotContain(line => line.Contains("PRIVMSG", StringComparison.Ordinal));
        string code = (await alice.AskChanServAsync("DROP #other"))[^1].Split(' ')[^1];
        await alice.AskChanServAsync($"DROP #other {code}");
        await alice.AskAsync("PRIVMSG #other :three");
        (await alice.AskAsync("CHATHISTORY LATEST #other * 10")).Should()
            .ContainSingle(line => line.EndsWith("PRIVMSG #other :three", StringComparison.Ordinal));
    }
}
