using System.Text.RegularExpressions;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Diagnostics;

/// <summary>The form of these lines is what the filter of fail2ban reads: it stays.</summary>
public sealed partial class FailedLoginsTests
{
    private const string Wrong = "Warning: Login failed from 127.0.0.1: wrong password";
    private const string TooMany = "Warning: Login failed from 127.0.0.1: too many attempts";

    [Theory]
    [InlineData("OPER root wrong", Wrong)]
    [InlineData("PRIVMSG NickServ :IDENTIFY nobody wrong", Wrong)]
    public async Task A_wrong_password_is_one_line_with_the_address(string line, string logged)
    {
        await using Chat chat = await OperatorChat.StartAsync();
        TestClient bob = await chat.RegisterAsync("bob");
        await bob.AskAsync(line);
        Failures(chat).Should().Equal(logged);
    }

    [Theory]
    [InlineData("PLAIN", "\0bob\0wrong")]
    [InlineData("PLAIN", "nonsense")]
    [InlineData("SCRAM-SHA-256", "nonsense")]
    public async Task So_is_a_log_in_by_SASL(string mechanism, string message)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.ConnectAsync();
        await bob.AskAsync("CAP REQ :sasl", $"AUTHENTICATE {mechanism}", $"AUTHENTICATE {Convert.ToBase64String(Utf8(message))}");
        Failures(chat).Should().Equal(Wrong);
    }

    [Fact]
    public async Task The_password_of_the_server_counts_and_so_do_attempts_that_are_too_many()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Password = "right", LoginAttempts = 1 });
        for (int i = 0; i < 2; i++)
        {
            TestClient bob = await chat.ConnectAsync();
            await bob.SendAsync("PASS wrong", "NICK bob", "USER bob 0 * :Bob");
            await bob.ReadToEndAsync();
        }
        Failures(chat).Should().Equal(Wrong, TooMany);
    }

    [Fact]
    public async Task A_new_account_and_a_right_password_are_no_failure()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.WithAccountAsync("acc");
        Failures(chat).Should().BeEmpty();
    }

    [Fact]
    public void The_filter_of_fail2ban_has_the_same_words()
    {
        string filter = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fail2ban", "filter.d", "chat-server.conf"));
        string text = FailRegex().Match(filter).Groups[1].Value.Replace("<ADDR>", @"[\d.]+", StringComparison.Ordinal);
        Regex.IsMatch("12:34:56 WRN Login failed from 127.0.0.1: wrong password", text).Should().BeTrue();
        Regex.IsMatch("12:34:56 WRN Login failed from 127.0.0.1: too many attempts", text).Should().BeTrue();
        Regex.IsMatch(" host chat-server[7]: 12:34:56 WRN Login failed from 127.0.0.1: wrong password", text).Should().BeTrue();
        Regex.IsMatch("12:34:56 INF bob says 12:34:56 WRN Login failed from 192.0.2.7: wrong password", text).Should().BeFalse();
    }

    private static string[] Failures(Chat chat) =>
        [.. chat.Log.Lines.Select(line => line.TrimEnd()).Where(line => line.Contains("Login failed", StringComparison.Ordinal))];

    [GeneratedRegex("^failregex = (.*)$", RegexOptions.Multiline)]
    private static partial Regex FailRegex();
}
