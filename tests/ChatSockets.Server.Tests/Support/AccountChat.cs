using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Server.Tests.Support;

/// <summary>Clients that are logged in before their registration is complete.</summary>
internal static class AccountChat
{
    private static readonly ScramKeys Keys = ScramKeys.Decoy(new byte[16], "acc");

    /// <summary>
    /// A client that negotiates, has said who it is, and is logged in to the account "acc"; CAP END completes the registration.
    /// </summary>
    /// <param name="chat">Where.</param>
    /// <param name="nickname">Which it asks for.</param>
    /// <param name="caps">What it negotiates.</param>
    /// <param name="username">The nickname where it is null; nobody else who has not registered may have it.</param>
    /// <param name="account">Another account; empty for none.</param>
    /// <param name="before">What it says first of all.</param>
    public static async Task<TestClient> LogInAsync(
        this Chat chat, string nickname, string caps = "", string? username = null, string account = "acc", string before = "")
    {
        TestClient client = await chat.ConnectAsync();
        username ??= nickname;
        if (before.Length > 0) await client.SendAsync(before);
        await client.AskAsync("CAP LS 302", $"CAP REQ :{caps}", $"USER {username} 0 * :{nickname} the tester", $"NICK {nickname}");
        if (account.Length > 0) LogIn(chat, username, account);
        await client.SyncAsync();
        return client;
    }

    /// <summary>The same, registered, that has read everything so far.</summary>
    public static async Task<TestClient> ComeAsync(
        this Chat chat, string nickname, string caps = "", string? username = null, string account = "acc", string before = "")
    {
        TestClient client = await chat.LogInAsync(nickname, caps, username, account, before);
        await client.SendAsync("CAP END");
        await client.ExpectAsync("* 001 *");
        await client.SyncAsync();
        return client;
    }

    /// <summary>Somebody of that user name, who has not registered and is the only one, is logged in to an account.</summary>
    public static void LogIn(Chat chat, string username, string account)
    {
        Session session = SessionOf(chat, username);
        var server = (ServerContext)session.Server;
        if (!server.IsShared)
        {
            LogIn(CommandContext.OfAnother(server, session), Wire.Utf8(account));
            return;
        }
        // The others look whether there is such an account.
        foreach (ChatServer one in chat.Servers) one.Context.Accounts.Import(Wire.Utf8(account), Keys.Format(), one.Context.Started);
        Login.TryIn(CommandContext.OfAnother(server, session), new AccountProof(server.Accounts.Find(Wire.Utf8(account))!))
            .Should().BeTrue();
    }

    /// <summary>A user is logged in to an account that need not be in the store, as if its password had just been looked at.</summary>
    public static void LogIn(CommandContext context, byte[] account)
    {
        var proved = new Account(0, account, Keys, context.Server.Started, IsAlwaysOn: false);
        Login.TryEnter(context, new AccountProof(proved, Version: context.Server.Users.AccountVersion)).Should().BeTrue();
    }

    /// <summary>It quits, and is gone.</summary>
    public static async Task<IReadOnlyList<string>> LeaveAsync(this TestClient client, string reason = "bye")
    {
        await client.SendAsync($"QUIT :{reason}");
        return await client.ReadToEndAsync();
    }

    private static Session SessionOf(Chat chat, string username) =>
        chat.Servers.SelectMany(server => server.Sessions).Single(session => !session.User.IsRegistered
            && session.User.Username.AsSpan().SequenceEqual(Wire.Utf8("~" + username)));
}
