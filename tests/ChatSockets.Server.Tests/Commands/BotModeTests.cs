using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 bot-mode", "The BOT ISUPPORT token")]
public sealed class BotModeTests
{
    [Fact]
    public async Task The_letter_that_isupport_tells_marks_a_user_as_a_bot_and_back()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bot = await chat.RegisterAsync("bot");
        (await bot.AskAsync("ISUPPORT")).Should().Contain(line => line.Contains(" BOT=B ", StringComparison.Ordinal));
        (await bot.AskAsync("MODE bot +B", "MODE bot", "MODE bot -B", "MODE bot")).Should().Equal(
            $":{Source("bot")} MODE bot +B", ":chat.local 221 bot +B", $":{Source("bot")} MODE bot -B", ":chat.local 221 bot +");
    }

    [Fact]
    [Specification("IRCv3 bot-mode", "The RPL_WHOISBOT (335) numeric")]
    public async Task Whois_tells_that_it_is_one()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bot) = await chat.PairAsync();
        const string Reply = ":chat.local 335 alice bob :is a Bot on ChatSockets";
        (await alice.AskAsync("WHOIS bob")).Should().NotContain(Reply);
        await bot.AskAsync("MODE bob +B");
        (await alice.AskAsync("WHOIS bob")).Should().ContainSingle(line => line == Reply);
    }

    [Fact]
    [Specification("IRCv3 bot-mode", "The WHO bot flag")]
    public async Task Who_has_a_flag_for_it_behind_all_others()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync("MODE alice +B", "WHO #room"))[1].Should()
            .Be(":chat.local 352 alice #room ~alice 127.0.0.1 chat.local alice H@B :0 alice the tester");
        (await alice.AskAsync("WHO alice %f"))[0].Should().Be(":chat.local 354 alice H@B");
    }

    [Fact]
    [Specification("IRCv3 bot-mode", "The bot tag")]
    public async Task All_that_a_bot_does_is_tagged_for_those_who_know_tags()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bot) = await chat.PairAsync("message-tags", "message-tags echo-message");
        await bot.AskAsync("MODE bob +B");
        TestClient carol = await chat.JoinAsync("carol", caps: "server-time");
        await bot.SyncAsync();
        await alice.SyncAsync();
        await bot.AskAsync("PRIVMSG #room :Beep", "NOTICE alice :Beep", "TAGMSG #room", "PART #room", "JOIN #room", "NICK robo");
        await bot.SendAsync("QUIT");
        await bot.ReadToEndAsync();
        IReadOnlyList<string> seen = await alice.SyncAsync();
        seen.Select(line => Untagged(line).Split(' ')[1]).Should().Equal("PRIVMSG", "NOTICE", "TAGMSG", "PART", "JOIN", "NICK", "QUIT");
        seen.Should().OnlyContain(line => Tag(line, "bot") == "");
        (await carol.SyncAsync()).Should().NotBeEmpty().And.OnlyContain(line => Tag(line, "bot") == null);
    }

    [Fact]
    public async Task Others_are_not_tagged()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags");
        await bob.AskAsync("PRIVMSG #room :Hello", "MODE bob +B", "MODE bob -B", "PRIVMSG #room :Hello");
        (await alice.SyncAsync()).Should().HaveCount(2).And.OnlyContain(line => Tag(line, "bot") == null);
    }
}
