using System.Text.Json;
using System.Text.RegularExpressions;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-client and TLS, against chat-server.</summary>
public sealed partial class ClientTlsTests : IDisposable
{
    private const string OtherKey = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";

    private readonly string _folder = Directory.CreateTempSubdirectory("chat-test-tls-").FullName;

    // The client's own files, and nobody else's.
    private (string Name, string Value) Config => ("CHAT_CLIENT_CONFIG", Path.Combine(_folder, "client", "chat-client.json"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_connection_is_encrypted_and_the_key_is_the_one_that_the_server_prints()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        string printed = await KeyOfAsync(server);

        JsonElement registered = await RegisteredAsync($"ircs://{server.Address}");

        registered.GetProperty("encrypted").GetBoolean().Should().BeTrue();
        registered.GetProperty("tls").GetString().Should().Be("TLS 1.3");
        registered.GetProperty("key").GetString().Should().Be(printed);
    }

    [Fact]
    public async Task On_this_machine_a_server_without_TLS_is_talked_to_in_clear_text_but_not_by_an_ircs_url()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--tls", "off");

        JsonElement registered = await RegisteredAsync(server.Address);
        registered.GetProperty("encrypted").GetBoolean().Should().BeFalse();
        registered.TryGetProperty("tls", out _).Should().BeFalse();

        await using var refused = new ClientProcess("send", $"ircs://{server.Address}", "hi");
        await refused.ExitsWithAsync(4);
        refused.Errors.Lines.Should().ContainSingle().Which.Should().Contain("has no TLS").And.EndWith("ircs:// is TLS and nothing else.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("send")]
    [InlineData("tail")]
    public async Task A_key_that_is_not_the_named_one_ends_with_4(string subcommand)
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        string printed = await KeyOfAsync(server);
        string[] arguments = subcommand switch
        {
            "" => [$"ircs://{server.Address}"],
            "send" => ["send", $"ircs://{server.Address}", "hi"],
            _ => [subcommand, $"ircs://{server.Address}"],
        };

        await using ClientProcess client = await ClientProcess.WithInputAsync("hi\n", [.. arguments, "--fingerprint", OtherKey]);

        await client.ExitsWithAsync(4);
        client.Output.Lines.Should().BeEmpty();
        client.Errors.Lines.Should().ContainSingle().Which.Should().Contain($"Expected: {OtherKey}. Shown: {printed}.");
    }

    [Fact]
    public async Task A_changed_key_ends_with_4_until_the_new_one_is_trusted()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        string printed = await KeyOfAsync(server);
        string address = $"ircs://{server.Address}";
        await using (var trust = new ClientProcess(["trust", server.Address, "--fingerprint", OtherKey], Config))
            await trust.ExitsWithAsync(0);

        await using var refused = new ClientProcess(["send", address, "hi"], Config);
        await refused.ExitsWithAsync(4);
        refused.Errors.Lines.Should().ContainSingle().Which.Should().StartWith($"chat-client: THE KEY OF {server.Address} HAS CHANGED")
            .And.EndWith($"chat-client trust {server.Address} --fingerprint {printed}");

        string[] advice = refused.Errors.Lines[0].Split("chat-client ")[^1].Split(' ');
        await using (var trust = new ClientProcess(advice, Config)) await trust.ExitsWithAsync(0);
        await using (var list = new ClientProcess(["trust"], Config))
        {
            await list.ExitsWithAsync(0);
            list.Output.Lines.Should().Equal($"{server.Address} {printed}");
        }
        await using var accepted = new ClientProcess(["send", address, "hi"], Config);
        await accepted.ExitsWithAsync(0);
    }

    [Fact]
    public async Task A_certificate_is_made_and_added_with_one_command_and_logs_in_from_then_on()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--data", Path.Combine(_folder, "server"));
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await alice.SayAsync("PRIVMSG NickServ :REGISTER correct-horse");
        await alice.SyncAsync();
        string address = $"ircs://{server.Address}";

        await using var wrong = new ClientProcess(
            ["certificate", address, "--account", "alice"], Config, ("CHAT_CLIENT_PASSWORD", "wrong-horse"));
        await wrong.ExitsWithAsync(4);

        await using var made = new ClientProcess(
            ["certificate", address, "--account", "alice"], Config, ("CHAT_CLIENT_PASSWORD", "correct-horse"));
        await made.ExitsWithAsync(0);
        made.Output.Lines.Should().ContainSingle().Which.Should().StartWith($"alice on {server.Address}: the certificate ");
        made.ToString().Should().NotContain("correct-horse");
        server.Errors.Lines.Where(line => line.Contains("Login failed", StringComparison.Ordinal)).Should()
            .ContainSingle("only the wrong password was wrong");

        await using var client = new ClientProcess([address, "--account", "alice"], Config, ("CHAT_CLIENT_PASSWORD", ""));
        await client.TypeAsync("/whois alice");
        await client.Output.NextAsync("is logged in as");
        client.CloseInput();
        await client.ExitsWithAsync(0);
    }

    private async Task<JsonElement> RegisteredAsync(string address)
    {
        await using var client = new ClientProcess([address, "--nick", "bot", "--json"], Config);
        await client.Output.NextAsync("\"registered\"");
        client.CloseInput();
        await client.ExitsWithAsync(0);
        return client.Json[0];
    }

    // The server makes its key when somebody wants it.
    private async Task<string> KeyOfAsync(ServerProcess server)
    {
        await RegisteredAsync($"ircs://{server.Address}");
        return Key().Match(await server.Errors.NextAsync("TLS: the key is ")).Value;
    }

    [GeneratedRegex("SHA256:[A-Za-z0-9+/]{43}")]
    private static partial Regex Key();
}
