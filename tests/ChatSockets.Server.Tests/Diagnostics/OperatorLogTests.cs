using ChatSockets.Core.Commands;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Diagnostics;

public sealed class OperatorLogTests
{
    // One line for each command of operators: a new one without a line here fails.
    private static readonly Dictionary<string, (string Line, string Logged)> Acts = new(StringComparer.Ordinal)
    {
        ["DLINE"] = ("DLINE 1h 192.0.2.7 :Spam", "\"DLINE 1h\" \"192.0.2.7\" \"Spam\""),
        ["KILL"] = ("KILL bob :Enough", "\"KILL\" \"bob!~bob@127.0.0.1\" \"Enough\""),
        ["KLINE"] = ("KLINE *!*@evil :Spam", "\"KLINE permanent\" \"*!*@evil\" \"Spam\""),
        ["REHASH"] = ("REHASH", "\"REHASH\" \"\" \"\""),
        ["STATS"] = ("STATS u", "\"STATS u\" \"\" \"\""),
        ["UNDLINE"] = ("UNDLINE 198.51.100.1", "\"UNDLINE\" \"198.51.100.1\" \"\""),
        ["UNKLINE"] = ("UNKLINE mallory", "\"UNKLINE\" \"mallory!*@*\" \"\""),
        ["WALLOPS"] = ("WALLOPS :The secret plan", "\"WALLOPS\" \"\" \"\""),
    };

    public static TheoryData<string> OperatorVerbs =>
        [.. CommandTable.Rows.Where(row => row.Needs != Privileges.None).Select(row => row.Verb)];

    [Theory]
    [MemberData(nameof(OperatorVerbs))]
    public async Task Every_act_is_logged_with_who_what_whom_and_why(string verb)
    {
        await using Chat chat = await OperatorChat.StartAsync();
        await chat.RegisterAsync("bob");
        TestClient oper = await chat.OperAsync("oper");
        await oper.AskAsync("DLINE 198.51.100.1", "KLINE mallory");
        (string line, string logged) = Acts[verb];
        await oper.AskAsync(line);
        chat.Log.Lines.Should().ContainSingle(entry => entry == $"Information: Operator \"root\" (\"oper!~oper@127.0.0.1\"): {logged} ");
        chat.Log.Lines.Should().NotContain(entry => entry.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OperatorVerbs))]
    public async Task Who_is_no_operator_gets_481_and_nothing_happens(string verb)
    {
        await using Chat chat = await OperatorChat.StartAsync();
        TestClient bob = await chat.RegisterAsync("bob"), alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(Acts[verb].Line, verb)).Should()
            .OnlyContain(reply => reply == ":chat.local 481 alice :Permission denied: you are not an operator of the server")
            .And.HaveCount(2);
        (await bob.SyncAsync()).Should().BeEmpty();
        chat.Server.Context.Bans.All.Should().BeEmpty();
        chat.Log.Lines.Should().NotContain(entry => entry.Contains("Operator", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OperatorVerbs))]
    public async Task An_operator_without_the_privilege_is_told_which_it_takes(string verb)
    {
        Command row = CommandTable.Rows.Single(row => row.Verb == verb);
        await using Chat chat = await OperatorChat.StartAsync(Privileges.All & ~row.Needs);
        TestClient bob = await chat.RegisterAsync("bob");
        TestClient oper = await chat.OperAsync("oper");
        string needed = string.Join(',', PrivilegeNames.Of(row.Needs));
        (await oper.AskAsync(Acts[verb].Line)).Should().Equal($":chat.local 723 oper {needed} :Insufficient operator privileges");
        (await bob.SyncAsync()).Should().BeEmpty();
    }
}
