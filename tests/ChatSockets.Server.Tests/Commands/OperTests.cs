using ChatSockets.Core.Commands;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "OPER message")]
public sealed class OperTests
{
    private const string Mismatch = ":chat.local 464 alice :Password incorrect";

    [Fact]
    public async Task The_right_name_and_password_make_an_operator()
    {
        await using Chat chat = await OperatorChat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("OPER root secret", "MODE alice", "LUSERS")).Should().ContainInOrder(
            ":chat.local 381 alice :You are now an IRC operator",
            $":{Source("alice")} MODE alice +o",
            ":chat.local 221 alice +o",
            ":chat.local 252 alice 1 :operator(s) online");
        chat.User("alice").Operator!.Name.Should().Be("root");
        chat.Log.Lines.Should().ContainSingle(line => line == "Information: Operator \"root\" (\"alice!~alice@127.0.0.1\"): \"OPER\" ");
    }

    [Theory]
    [InlineData("OPER root wrong")]
    [InlineData("OPER root Secret")]
    [InlineData("OPER nobody secret")]
    [InlineData("OPER ROOT secret")]
    [InlineData("OPER root :")]
    public async Task A_wrong_name_or_password_answers_464_and_is_logged_without_either(string line)
    {
        await using Chat chat = await OperatorChat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line, "MODE alice")).Should().Equal(Mismatch, ":chat.local 221 alice +");
        chat.User("alice").Operator.Should().BeNull();
        string name = line.StartsWith("OPER root", StringComparison.Ordinal) ? "root" : "an unknown name";
        chat.Log.Lines.Should().ContainSingle(entry => entry.StartsWith("Warning: OPER", StringComparison.Ordinal)).Which.TrimEnd()
            .Should().Be($"Warning: OPER by \"alice!~alice@127.0.0.1\" as \"{name}\" was refused: \"wrong name or password\"");
    }

    [Theory]
    [InlineData("OPER")]
    [InlineData("OPER root")]
    public async Task Too_few_parameters_answer_461(string line)
    {
        await using Chat chat = await OperatorChat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(":chat.local 461 alice OPER :Not enough parameters");
    }

    [Fact]
    public async Task The_third_wrong_try_ends_the_connection()
    {
        await using Chat chat = await OperatorChat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("OPER root a", "OPER root b")).Should().Equal(Mismatch, Mismatch);
        await alice.SendAsync("OPER root c");
        (await alice.ReadToEndAsync()).Should().Equal(
            Mismatch, "ERROR :Closing Link: 127.0.0.1 (Too many wrong tries to become an operator)");
    }

    [Fact]
    public async Task A_right_try_forgives_the_wrong_ones()
    {
        await using Chat chat = await OperatorChat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.AskAsync("OPER root a", "OPER root b", "OPER root secret");
        (await alice.AskAsync("OPER root c", "OPER root d")).Should().Equal(Mismatch, Mismatch);
        chat.User("alice").Operator.Should().NotBeNull("who fails to become another operator stays what he is");
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("*@127.0.0.1", true)]
    [InlineData("~alice@127.*", true)]
    [InlineData("*@*", true)]
    [InlineData("~bob@127.*", false)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("*@*.example.org", false)]
    public async Task An_account_may_be_used_from_its_hosts_only(string host, bool isAllowed)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Operators = [OperatorChat.Account(hosts: host)] });
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("OPER root secret"))[0].Should().Be(
            isAllowed
                ? ":chat.local 381 alice :You are now an IRC operator"
                : ":chat.local 491 alice :No operator account may be used from your host");
    }

    [Fact]
    public async Task That_the_host_is_wrong_is_told_only_to_those_who_know_the_password()
    {
        await using Chat chat = await Chat.StartAsync(options => options with
        {
            Operators = [OperatorChat.Account("far", hosts: "10.0.0.0/8"), OperatorChat.Account("near")],
        });
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("OPER far wrong", "OPER far secret")).Should()
            .Equal(Mismatch, ":chat.local 491 alice :This account may not be used from your host");
    }

    [Fact]
    public async Task Without_any_account_nobody_can_become_an_operator()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("OPER root secret")).Should().Equal(":chat.local 491 alice :No operator account may be used from your host");
    }

    [Fact]
    [Specification("Modern IRC", "Oper User Mode")]
    public async Task Who_gives_the_mode_up_has_no_privileges_any_more()
    {
        await using Chat chat = await OperatorChat.StartAsync();
        TestClient alice = await chat.OperAsync("alice");
        (await alice.AskAsync("MODE alice -o", "STATS m")).Should().Equal(
            $":{Source("alice")} MODE alice -o", ":chat.local 481 alice :Permission denied: you are not an operator of the server");
        chat.User("alice").Operator.Should().BeNull();
        chat.Log.Lines.Should().ContainSingle(line => line.Contains("MODE -o", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_with_a_host_shows_it_in_the_place_of_the_address_for_as_long()
    {
        await using Chat chat = await Chat.StartAsync(options =>
            options with { Operators = [OperatorChat.Account(host: "staff.example")] });
        (TestClient alice, TestClient bob) = await chat.PairAsync(bobCaps: "chghost");
        await alice.AskAsync("OPER root secret");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} CHGHOST ~alice staff.example");
        await alice.AskAsync("MODE alice -o");
        (await bob.SyncAsync()).Should().Equal(":alice!~alice@staff.example CHGHOST ~alice 127.0.0.1");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task An_account_that_is_gone_or_changed_takes_the_privileges_with_it()
    {
        await using Chat chat = await Chat.StartAsync(options => options with
        {
            Operators = [OperatorChat.Account("root"), OperatorChat.Account("gone"), OperatorChat.Account("less")],
        });
        TestClient alice = await chat.RegisterAsync("alice"), bob = await chat.RegisterAsync("bob"),
            carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("OPER root secret");
        await bob.AskAsync("OPER gone secret");
        await carol.AskAsync("OPER less secret");
        chat.Server.Reload(chat.Server.Context.Options with
        {
            Operators = [OperatorChat.Account("root"),
            OperatorChat.Account("less", Privileges.Stats)]
        })
            .Errors.Should().BeEmpty();
        (await alice.SyncAsync()).Should().BeEmpty();
        (await bob.AskAsync("STATS m")).Should().Equal(
            $":{Source("bob")} MODE bob -o", ":chat.local 481 bob :Permission denied: you are not an operator of the server");
        (await carol.AskAsync("KILL alice :no")).Should().Equal(
            $":{Source("carol")} MODE carol -o", ":chat.local 481 carol :Permission denied: you are not an operator of the server");
        (await alice.AskAsync("LUSERS")).Should().Contain(":chat.local 252 alice 1 :operator(s) online");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Whoever_guesses_from_wherever_must_wait_and_the_right_password_must_wait_too()
    {
        await using Chat chat = await OperatorChat.StartAsync(change: options => options with { LoginAttempts = 1 });
        TestClient alice = await chat.RegisterAsync("alice"), bob = await chat.RegisterAsync("bob");
        (await alice.AskAsync("OPER root wrong")).Should().Equal(Mismatch);
        const string Wait = ":chat.local 464 bob :Too many wrong passwords from your address: try again in 60 seconds";
        for (int i = 0; i <= Oper.MaximumTries; i++) (await bob.AskAsync("OPER root wrong")).Should().Equal(Wait);
        (await bob.AskAsync("OPER root secret")).Should().Equal(Wait);
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        (await bob.AskAsync("OPER root secret")).Should().Contain(":chat.local 381 bob :You are now an IRC operator");
    }
}
