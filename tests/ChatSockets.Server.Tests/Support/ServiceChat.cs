namespace ChatSockets.Server.Tests.Support;

/// <summary>What is said between a client and a service.</summary>
internal static class ServiceChat
{
    public const string Password = "correct-horse";

    /// <summary>The lines in which NickServ says that to somebody.</summary>
    public static string[] NickServSays(string nickname, params string[] texts) =>
        [.. texts.Select(text => $":NickServ!NickServ@chat.local NOTICE {nickname} :{text}")];

    /// <summary>Says something to NickServ and answers all that came back.</summary>
    public static Task<IReadOnlyList<string>> AskNickServAsync(this TestClient client, string text) =>
        client.AskAsync($"PRIVMSG NickServ :{text}");

    /// <summary>A registered client with an account of its nickname, logged in to it.</summary>
    public static async Task<TestClient> WithAccountAsync(this Chat chat, string nickname, string caps = "", string password = Password)
    {
        TestClient client = await chat.RegisterAsync(nickname, caps);
        (await client.AskAsync($"REGISTER * * :{password}")).Should()
            .ContainSingle(line => line.Contains(" REGISTER SUCCESS ", StringComparison.Ordinal));
        return client;
    }

    /// <summary>The lines in which ChanServ says that to somebody.</summary>
    public static string[] ChanServSays(string nickname, params string[] texts) =>
        [.. texts.Select(text => $":ChanServ!ChanServ@chat.local NOTICE {nickname} :{text}")];

    /// <summary>Says something to ChanServ and answers all that came back.</summary>
    public static Task<IReadOnlyList<string>> AskChanServAsync(this TestClient client, string text) =>
        client.AskAsync($"PRIVMSG ChanServ :{text}");

    /// <summary>A registered client that has logged in to the account of its nickname, which has been made before.</summary>
    public static async Task<TestClient> LoggedInAsync(this Chat chat, string nickname, string caps = "")
    {
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync($"CAP REQ :sasl {caps}", $"NICK {nickname}", $"USER {nickname} 0 * :{nickname} the tester",
            "AUTHENTICATE PLAIN");
        await client.SendAsync($"AUTHENTICATE {Convert.ToBase64String(Wire.Utf8($"\0{nickname}\0{Password}"))}", "CAP END");
        await client.ExpectAsync($"* 001 {nickname} *");
        await client.SyncAsync();
        return client;
    }

    /// <summary>A registered client with an account, in a room that is registered to it.</summary>
    public static async Task<TestClient> WithRoomAsync(this Chat chat, string nickname, string room = "#room", string caps = "")
    {
        TestClient client = await chat.WithAccountAsync(nickname, caps);
        await client.AskAsync($"JOIN {room}");
        (await client.AskChanServAsync($"REGISTER {room}")).Should()
            .Contain(line => line.Contains($"{room} is registered, and yours", StringComparison.Ordinal));
        return client;
    }

    /// <summary>It goes, and is gone.</summary>
    public static async Task QuitAsync(this TestClient client)
    {
        await client.SendAsync("QUIT");
        await client.ReadToEndAsync();
    }
}
