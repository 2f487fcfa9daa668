using System.Text.Json;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-server: the log goes to standard error, in the form that was asked for, and holds nobody's words.</summary>
public sealed class ServerLogTests
{
    [Fact]
    public async Task The_log_goes_to_stderr_as_text()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();

        await server.Errors.NextAsync($"INF Listening on {server.Address}");
    }

    [Fact]
    public async Task Nothing_is_logged_that_is_less_important_than_was_asked_for()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--log-level", "warning");
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        server.Kill();

        (await server.Errors.EndAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task With_json_each_line_of_the_log_is_an_object()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--log-format", "json", "--log-level", "verbose");
        await using (LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice")) await alice.SayAsync("QUIT");
        await server.Errors.NextAsync("Listening");
        server.Kill();

        JsonElement[] events = [.. (await server.Errors.EndAsync()).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

        events.Should().NotBeEmpty().And.OnlyContain(each => each.ValueKind == JsonValueKind.Object
            && each.GetProperty("Level").GetString() != null);
        events.Should().Contain(each => each.GetProperty("RenderedMessage").GetString()!.Contains($"{server.EndPoint.Port}"));
    }

    [Theory]
    [InlineData("--bind", "192.0.2.1", 1)]
    [InlineData("--max-connections", "0", 2)]
    public async Task With_json_why_the_server_cannot_run_is_an_object_too(string flag, string value, int exitCode)
    {
        await using var server = new ServerProcess("--port", "0", "--in-memory", "--log-format", "json", flag, value);
        await server.ExitsWithAsync(exitCode);

        JsonElement[] events = [.. server.Errors.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

        events[^1].GetProperty("Level").GetString().Should().Be("Fatal");
        events[^1].GetProperty("RenderedMessage").GetString().Should().Contain(flag);
    }

    [Fact]
    public async Task Neither_what_is_said_nor_a_password_is_ever_logged()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--log-level", "verbose", "--password", "sesame");
        await using LineClient alice = await LineClient.ConnectAsync(server.EndPoint, "alice");
        await alice.SayAsync("PASS sesame", "NICK alice", "USER alice 0 * :alice", "JOIN #lobby", "PRIVMSG #lobby :unspeakable",
            "PRIVMSG nobody :unspeakable");
        await using LineClient guess = await LineClient.ConnectAsync(server.EndPoint, "guess");
        await guess.SayAsync("PASS unspeakable", "NICK guess", "USER guess 0 * :guess");
        await guess.HearAsync("ERROR ");
        await alice.SyncAsync();
        server.Kill();

        (await server.Errors.EndAsync()).Should().NotContain(line => line.Contains("unspeakable") || line.Contains("sesame"));
    }
}
