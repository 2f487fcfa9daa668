using System.Text;
using ChatSockets.Core.Commands;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "Client Messages")]
[Specification("Modern IRC", "Message Format")]
public sealed class CommandTableTests
{
    public static TheoryData<string> Verbs => [.. CommandTable.Rows.Select(row => row.Verb)];

    public static TheoryData<string> VerbsForTheRegistered =>
        [.. CommandTable.Rows.Where(row => !row.BeforeRegistration).Select(row => row.Verb)];

    public static TheoryData<string, int> VerbsWithParameters
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (Command row in CommandTable.Rows.Where(row => row.MinimumParameters > 0 && row.Needs == Privileges.None))
                data.Add(row.Verb, row.MinimumParameters);
            return data;
        }
    }

    public static TheoryData<string, string> VerbsForOperators
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (Command row in CommandTable.Rows.Where(row => row.Needs != Privileges.None))
                data.Add(row.Verb, string.Join(',', PrivilegeNames.Of(row.Needs)));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_row_tells_how_it_is_written_and_what_it_does(string verb)
    {
        CommandTable.TryFind(Encoding.ASCII.GetBytes(verb), out Command? row).Should().BeTrue();
        verb.Should().MatchRegex("^[A-Z]+$");
        row!.Syntax.Should().MatchRegex($"^{verb}( |$)");
        row.Summary.Should().MatchRegex(@"^\p{Lu}.*\.$");
    }

    [Fact]
    public void Every_verb_has_one_row() => CommandTable.Rows.Select(row => row.Verb).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Nothing_is_free_so_that_nothing_can_be_flooded() => CommandTable.Rows.Should().OnlyContain(row => row.Cost >= 1);

    [Fact]
    public void Verbs_may_be_written_in_any_case()
    {
        CommandTable.TryFind("pRivMsg"u8, out Command? row).Should().BeTrue();
        row!.Verb.Should().Be("PRIVMSG");
    }

    [Theory]
    [MemberData(nameof(VerbsForTheRegistered))]
    public async Task Before_registration_it_answers_451(string verb)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.AskAsync("CAP LS");
        (await client.AskAsync($"{verb} a b c d")).Should().Equal(":chat.local 451 * :You have not registered");
    }

    [Theory]
    [MemberData(nameof(VerbsWithParameters))]
    public async Task With_one_parameter_too_few_it_answers_461(string verb, int minimum)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        string parameters = string.Concat(Enumerable.Repeat(" x", minimum - 1));
        (await alice.AskAsync(verb + parameters)).Should().Equal($":chat.local 461 alice {verb} :Not enough parameters");
    }

    [Theory]
    [MemberData(nameof(VerbsForOperators))]
    public async Task What_takes_a_privilege_answers_481_to_those_who_are_no_operators_and_723_to_those_without_it(string verb,
        string privilege)
    {
        CommandTable.TryFind(Encoding.ASCII.GetBytes(verb), out Command? row).Should().BeTrue();
        await using Chat chat = await OperatorChat.StartAsync(Privileges.All & ~row!.Needs);
        TestClient alice = await chat.RegisterAsync("alice"), oper = await chat.OperAsync("oper");
        foreach (string parameters in new[] { "", " a b c d" })
        {
            (await alice.AskAsync(verb + parameters)).Should()
                .Equal(":chat.local 481 alice :Permission denied: you are not an operator of the server");
            (await oper.AskAsync(verb + parameters)).Should().Equal($":chat.local 723 oper {privilege} :Insufficient operator privileges");
        }
    }

    [Theory]
    [InlineData("DANCE")]
    [InlineData("dance :now please")]
    [InlineData("AUTHENTICATE PLAIN")]
    [InlineData("CONNECT other.example")]
    [InlineData("SQUIT other.example :Bad link")]
    public async Task An_unknown_verb_answers_421(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal($":chat.local 421 alice {line.Split(' ')[0]} :Unknown command");
    }

    [Fact]
    public async Task A_numeric_from_a_client_is_not_answered()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("001 alice :Welcome", "433 x y")).Should().BeEmpty();
    }

    [Fact]
    public async Task Empty_lines_and_lines_without_a_verb_are_passed_over()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("", "   ", ":source", "@tag", "@tag :source")).Should().BeEmpty();
    }

    [Fact]
    public async Task The_source_that_a_client_claims_is_not_believed()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync(":bob!~bob@127.0.0.1 PRIVMSG #room :It is me");
        (await bob.SyncAsync()).Should().Equal($":{Wire.Source("alice")} PRIVMSG #room :It is me");
    }
}
