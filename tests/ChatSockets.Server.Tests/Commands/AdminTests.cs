using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "ADMIN message")]
public sealed class AdminTests
{
    [Theory]
    [InlineData("ADMIN")]
    [InlineData("ADMIN chat.*")]
    public async Task It_tells_where_the_server_is_who_runs_it_and_how_to_reach_them(string line)
    {
        await using Chat chat = await Chat.StartAsync(options =>
            options with { AdminName = "The crew", AdminLocation = "Room 12", AdminEmail = "crew@example.org" });
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(
            ":chat.local 256 alice chat.local :Administrative info",
            ":chat.local 257 alice :Room 12",
            ":chat.local 258 alice :The crew",
            ":chat.local 259 alice :crew@example.org");
    }

    [Fact]
    public async Task What_is_not_known_is_left_out()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { AdminEmail = "crew@example.org" });
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("ADMIN")).Should()
            .Equal(":chat.local 256 alice chat.local :Administrative info", ":chat.local 259 alice :crew@example.org");
    }

    [Fact]
    public async Task Where_nothing_is_known_423_says_so()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("ADMIN")).Should().Equal(":chat.local 423 alice chat.local :No administrative info available");
    }

    [Fact]
    public async Task Another_server_answers_402()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { AdminName = "The crew" });
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("ADMIN other.server")).Should().Equal(":chat.local 402 alice other.server :No such server");
    }
}
