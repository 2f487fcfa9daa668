using ChatSockets.Core.Settings;

namespace ChatSockets.Server.Tests.Support;

/// <summary>A server with accounts for operators, and those who use them.</summary>
internal static class OperatorChat
{
    /// <summary>Of the password "secret"; hashing is slow, and once is enough.</summary>
    public static readonly PasswordHash Secret = PasswordHash.Create("secret", PasswordHash.MinimumIterations);

    public static OperatorAccount Account(string name = "root", Privileges privileges = Privileges.All, string? host = null,
        params string[] hosts) => new()
        {
            Name = name,
            Password = Secret,
            Hosts = hosts.Length > 0 ? hosts : ["127.0.0.0/8"],
            Privileges = privileges,
            Host = host,
        };

    /// <summary>A server with the account "root", which has these privileges.</summary>
    public static Task<Chat> StartAsync(Privileges privileges = Privileges.All, Func<ServerOptions, ServerOptions>? change = null) =>
        Chat.StartAsync(options => (change ?? (same => same))(options with { Operators = [Account(privileges: privileges)] }));

    /// <summary>A registered client that has become an operator with "root".</summary>
    public static async Task<TestClient> OperAsync(this Chat chat, string nickname, string room = "", string caps = "")
    {
        TestClient client = room.Length > 0 ? await chat.JoinAsync(nickname, room, caps) : await chat.RegisterAsync(nickname, caps);
        (await client.AskAsync("OPER root secret")).Should().Contain($":chat.local 381 {nickname} :You are now an IRC operator");
        return client;
    }
}
