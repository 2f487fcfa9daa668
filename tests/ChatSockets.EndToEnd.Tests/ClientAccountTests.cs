using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-client --account, against chat-server.</summary>
public sealed class ClientAccountTests
{
    private const string Password = "correct-horse";

    [Fact]
    public async Task Who_has_the_password_is_logged_in_under_the_accounts_nickname()
    {
        await using ServerProcess server = await WithAccountAsync();
        await using var client = new ClientProcess([server.Address, "--account", "alice"], ("CHAT_CLIENT_PASSWORD", Password));
        await client.TypeAsync("/whois alice");
        await client.Output.NextAsync("is logged in as");
        client.CloseInput();
        await client.ExitsWithAsync(0);
    }

    [Fact]
    public async Task A_wrong_password_ends_with_4_and_says_so()
    {
        await using ServerProcess server = await WithAccountAsync();
        await using var client = new ClientProcess(["send", server.Address, "hi", "--account", "alice"],
            ("CHAT_CLIENT_PASSWORD", "wrong-horse"));
        await client.ExitsWithAsync(4);
        client.Errors.Lines.Should()
            .Equal($"chat-client: {server.Address} refused us: no log-in to the account alice: SASL authentication failed");
    }

    [Fact]
    public async Task A_line_that_is_sent_twice_under_one_id_is_heard_once()
    {
        await using ServerProcess server = await WithAccountAsync();
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob");
        var ids = new List<string?>();
        for (int i = 0; i < 2; i++)
        {
            await using var send = new ClientProcess(
                ["send", server.Address, "deployed", "--account", "alice", "--once", "build-7", "--json"],
                ("CHAT_CLIENT_PASSWORD", Password));
            await send.ExitsWithAsync(0);
            ids.Add(send.Json[0].GetProperty("id").GetString());
        }

        await bob.SyncAsync();
        bob.Heard.Lines.Should().ContainSingle(line => line.Contains(" PRIVMSG "));
        ids[0].Should().Be(ids[1]);
    }

    [Fact]
    public async Task Without_the_password_it_ends_with_2()
    {
        await using var client = new ClientProcess(["localhost", "--account", "alice"], ("CHAT_CLIENT_PASSWORD", ""));
        await client.ExitsWithAsync(2);
        client.Errors.Lines[0].Should()
            .Be("chat-client: --account needs the account's password, in --password-file or in the environment, as CHAT_CLIENT_PASSWORD; "
                + "or a certificate: chat-client certificate HOST.");
    }

    private static async Task<ServerProcess> WithAccountAsync()
    {
        ServerProcess server = await ServerProcess.StartAsync();
        await using ClientProcess client = await ClientProcess.WithInputAsync($"/msg NickServ REGISTER {Password}\n", server.Address,
            "--nick", "alice");
        await client.Output.NextAsync("The account alice is made");
        await client.ExitsWithAsync(0);
        return server;
    }
}
