using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-client history, who and rooms, against chat-server.</summary>
public sealed class ClientQueryTests
{
    [Fact]
    public async Task History_prints_everything_in_its_order_over_several_pages()
    {
        const int Lines = 2500;
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using ClientProcess bot = await ClientProcess.WithInputAsync(
            string.Concat(Enumerable.Range(1, Lines).Select(number => $"line {number}\n")), "send", server.Address, "--nick", "bot");
        await bot.ExitsWithAsync(0);

        await using var history = new ClientProcess("history", server.Address, "--json");
        await history.ExitsWithAsync(0);
        history.Json.Select(each => each.GetProperty("text").GetString()).Should().Equal(
            Enumerable.Range(1, Lines).Select(number => $"line {number}"));
        history.Json.Should().OnlyContain(each => each.GetProperty("replayed").GetBoolean());

        await using var last = new ClientProcess("history", server.Address, "--count", "1200", "--json");
        await last.ExitsWithAsync(0);
        last.Json.Select(each => each.GetProperty("text").GetString()).Should().Equal(
            Enumerable.Range(1301, 1200).Select(number => $"line {number}"));
    }

    [Fact]
    public async Task Who_tells_the_members_of_a_room_without_entering_it()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await alice.SayAsync("AWAY :lunch");
        await alice.SyncAsync();

        await using var who = new ClientProcess("who", server.Address, "--nick", "bot");
        await who.ExitsWithAsync(0);
        who.Output.Lines.Should().ContainSingle().Which.Should().StartWith("@alice\taway\t-\t");

        await using var json = new ClientProcess("who", server.Address, "--nick", "bot", "--join", "--json");
        await json.ExitsWithAsync(0);
        json.Json.Select(each => (each.GetProperty("nick").GetString(), each.GetProperty("away").GetBoolean())).Should()
            .BeEquivalentTo([("alice", true), ("bot", false)]);
        await alice.SyncAsync();
        alice.Heard.Lines.Count(line => line.StartsWith(":bot!") && line.Contains(" JOIN ")).Should().Be(1);
    }

    [Fact]
    public async Task Rooms_tells_the_rooms_that_are_not_secret()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await alice.SayAsync("TOPIC #lobby :tea", "JOIN #hidden", "MODE #hidden +s");
        await alice.SyncAsync();

        await using var rooms = new ClientProcess("rooms", server.Address);
        await rooms.ExitsWithAsync(0);
        rooms.Output.Lines.Should().Equal("#lobby\t1\ttea");
    }

    [Fact]
    public async Task What_send_prints_can_be_answered()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using var question = new ClientProcess("send", server.Address, "who is there?", "--json");
        await question.ExitsWithAsync(0);
        string id = question.Json.Should().ContainSingle().Subject.GetProperty("id").GetString()!;

        await using var answer = new ClientProcess("send", server.Address, "me", "--reply-to", id);
        await answer.ExitsWithAsync(0);

        await using var history = new ClientProcess("history", server.Address, "--json");
        await history.ExitsWithAsync(0);
        history.Json[^1].GetProperty("reply_to").GetString().Should().Be(id);
    }

    [Fact]
    public async Task What_one_client_prints_is_said_by_another()
    {
        await using ServerProcess one = await ServerProcess.StartAsync(), two = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(one.EndPoint, "alice");
        await using LineClient bob = await LineClient.JoinAsync(two.EndPoint, "bob");
        await using var tail = new ClientProcess("tail", one.Address, "--count", "1", "--json", "--nick", "tail");
        await alice.HearAsync(":tail!");
        await alice.SayAsync("PRIVMSG #lobby :\u0001ACTION waves\u0001");
        await tail.ExitsWithAsync(0);

        await using ClientProcess bridge = await ClientProcess.WithInputAsync(
            tail.Output.Lines[0] + "\n", two.Address, "--json", "--nick", "bridge");

        (await bob.HearAsync("PRIVMSG")).Should().StartWith(":bridge!").And.EndWith(" PRIVMSG #lobby :\u0001ACTION waves\u0001");
        await bridge.ExitsWithAsync(0);
        bridge.Json.Should().OnlyContain(each => each.GetProperty("v").GetInt32() == 1);
    }
}
