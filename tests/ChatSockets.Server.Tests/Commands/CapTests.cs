using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 capability-negotiation", "The CAP command")]
[Specification("Modern IRC", "CAP message")]
[Specification("IRCv3 capability-negotiation", "CAP LS Version")]
[Specification("IRCv3 capability-negotiation", "The CAP REQ subcommand")]
public sealed class CapTests
{
    private static readonly string LongestName = "s." + new string('x', 61);

    private static readonly string[] Offered =
    [
        "account-notify",
        "account-tag",
        "away-notify",
        "batch",
        "cap-notify",
        "chatsockets/once",
        "chghost",
        "draft/account-registration",
        "draft/channel-rename",
        "draft/chathistory",
        "draft/event-playback",
        "draft/extended-isupport",
        "draft/message-redaction",
        "draft/metadata-2",
        "draft/metadata-3",
        "draft/multiline",
        "draft/pre-away",
        "draft/read-marker",
        "echo-message",
        "extended-join",
        "extended-monitor",
        "invite-notify",
        "labeled-response",
        "message-tags",
        "multi-prefix",
        "no-implicit-names",
        "sasl",
        "server-time",
        "setname",
        "soju.im/search",
        "standard-replies",
        "userhost-in-names",
        "znc.in/playback",
    ];

    [Theory]
    [InlineData("CAP LS 302")]
    [InlineData("CAP LS 307")]
    [InlineData("cap ls 302")]
    public async Task Ls_lists_what_the_server_offers(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        IReadOnlyList<string> lines = await client.AskAsync(line);
        lines.Should().OnlyContain(one => one.StartsWith(":chat.local CAP * LS ", StringComparison.Ordinal));
        lines.SelectMany(Names).Select(name => name.Split('=')[0]).Should().Equal(Offered);
    }

    [Fact]
    [Specification("IRCv3 capability-negotiation", "Multiline replies to CAP LS and CAP LIST")]
    public async Task What_does_not_fit_one_line_takes_several_of_which_all_but_the_last_are_marked()
    {
        // With the longest names there can be, and the values, it is too much for a line.
        string nickname = new('n', 32);
        await using Chat chat = await Chat.StartAsync(options => options with { Name = LongestName });
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync($"NICK {nickname}", "CAP LS 302");
        var lines = new List<string>();
        while (lines.Sum(line => Names(line).Length) < Offered.Length) lines.Add(await client.NextAsync());
        lines.Should().HaveCountGreaterThan(1).And.OnlyContain(line => line.Length <= 510);
        lines.SelectMany(Names).Select(one => one.Split('=')[0]).Should().Equal(Offered);
        string head = $":{LongestName} CAP {nickname} LS ";
        lines.SkipLast(1).Should().OnlyContain(line => line.StartsWith($"{head}* :", StringComparison.Ordinal));
        lines[^1].Should().StartWith($"{head}:").And.Contain("=");
    }

    [Theory]
    [InlineData("CAP LS")]
    [InlineData("CAP LS 301")]
    [InlineData("CAP LIST")]
    [Specification("IRCv3 capability-negotiation", "Multiline replies to CAP LS and CAP LIST")]
    public async Task Below_302_it_is_one_line_without_values_whatever_the_names(string ask)
    {
        string nickname = new('n', 32);
        await using Chat chat = await Chat.StartAsync(options => options with { Name = LongestName });
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync([$"NICK {nickname}", .. Offered.Select(name => $"CAP REQ {name}"), ask, "CAP REQ nonsense"]);
        var answers = new List<string>();
        while (answers is not [.., var last] || !last.EndsWith("NAK :nonsense", StringComparison.Ordinal))
            answers.Add(Untagged(await client.NextAsync()));
        string verb = ask.Split(' ')[1];
        string line = answers.Should().ContainSingle(one => one.Contains($" {verb} ", StringComparison.Ordinal)).Which;
        line.Length.Should().BeLessThanOrEqualTo(510);
        line.Should().StartWith($":{LongestName} CAP {nickname} {verb} :").And.NotContain("=");
        Names(line).Should().Equal(Core.Commands.Cap.OneLine(Core.Commands.Cap.Offered, LongestName.Length).Split(' '));
    }

    [Fact]
    public void One_line_has_all_that_is_ratified_also_under_the_longest_names()
    {
        // When this fails, a new capability has left no room for another: then the rule of what is left out needs to be another.
        string[] listed = Core.Commands.Cap.OneLine(Core.Commands.Cap.Offered, LongestName.Length).Split(' ');
        listed.Should().Contain(Offered.Where(name => !name.Contains('/', StringComparison.Ordinal)));
        listed.Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public void Under_the_names_by_default_only_a_newer_draft_and_vendors_own_are_left_out() =>
        Offered.Except(Core.Commands.Cap.OneLine(Core.Commands.Cap.Offered, "chat.local".Length).Split(' '))
            .Should().Equal("chatsockets/once", "draft/metadata-3", "soju.im/search", "znc.in/playback");

    [Fact]
    public async Task Version_302_implies_cap_notify_which_cannot_be_given_up_again()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP LS 302", "CAP LIST", "CAP REQ -cap-notify", "CAP LIST"))
            .SkipWhile(line => line.Contains(" LS ", StringComparison.Ordinal)).Should().Equal(
            ":chat.local CAP * LIST :cap-notify", ":chat.local CAP * NAK :-cap-notify", ":chat.local CAP * LIST :cap-notify");
    }

    [Fact]
    public async Task Below_302_cap_notify_comes_and_goes_as_asked()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP LS", "CAP LIST", "CAP REQ cap-notify", "CAP LIST", "CAP REQ -cap-notify", "CAP LIST"))
            .SkipWhile(line => line.Contains(" LS ", StringComparison.Ordinal))
            .Should().Equal(
            ":chat.local CAP * LIST :",
            ":chat.local CAP * ACK :cap-notify",
            ":chat.local CAP * LIST :cap-notify",
            ":chat.local CAP * ACK :-cap-notify",
            ":chat.local CAP * LIST :");
    }

    [Fact]
    public async Task A_later_ls_with_a_lower_version_takes_nothing_back()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP LS 302", "CAP LS", "CAP REQ -cap-notify")).Should().EndWith(":chat.local CAP * NAK :-cap-notify");
    }

    [Fact]
    public async Task Req_is_all_or_nothing()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP REQ :echo-message nonsense", "CAP LIST", "CAP REQ :echo-message multi-prefix", "CAP LIST")).Should()
            .Equal(
            ":chat.local CAP * NAK :echo-message nonsense",
            ":chat.local CAP * LIST :",
            ":chat.local CAP * ACK :echo-message multi-prefix",
            ":chat.local CAP * LIST :echo-message multi-prefix");
    }

    [Fact]
    public async Task A_minus_disables_and_may_be_mixed_with_others()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP REQ echo-message", "CAP REQ :-echo-message multi-prefix ", "CAP LIST")).Skip(1).Should().Equal(
            ":chat.local CAP * ACK :-echo-message multi-prefix", ":chat.local CAP * LIST :multi-prefix");
    }

    [Fact]
    public async Task Names_of_capabilities_are_compared_to_the_letter()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP REQ Echo-Message")).Should().Equal(":chat.local CAP * NAK :Echo-Message");
    }

    [Theory]
    [InlineData("CAP LS 302")]
    [InlineData("CAP REQ echo-message")]
    [InlineData("CAP REQ nonsense")]
    public async Task Negotiation_holds_registration_up_until_end(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync(line, "NICK alice", "USER alice 0 * :Alice")).Should()
            .NotBeEmpty().And.OnlyContain(one => one.Contains(" CAP ", StringComparison.Ordinal));
        (await client.AskAsync("CAP END"))[0].Should().StartWith(":chat.local 001 alice ");
    }

    [Fact]
    public async Task List_alone_does_not_hold_registration_up()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP LIST", "NICK alice", "USER alice 0 * :Alice"))[1].Should().StartWith(":chat.local 001 alice ");
    }

    [Fact]
    public async Task A_registered_client_may_negotiate_on_and_end_is_not_answered()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("CAP REQ echo-message", "CAP END", "PRIVMSG alice :x")).Should().Equal(
            ":chat.local CAP alice ACK :echo-message",
            $":{Source("alice")} PRIVMSG alice :x",
            $":{Source("alice")} PRIVMSG alice :x");
    }

    [Fact]
    public async Task An_unknown_subcommand_answers_410_and_none_461()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP FOO", "CAP")).Should().Equal(
            ":chat.local 410 * FOO :Invalid CAP command", ":chat.local 461 * CAP :Not enough parameters");
    }

    private static string[] Names(string line) => line[(line.LastIndexOf(':') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
