using System.Security.Cryptography;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Accounts;
using ChatSockets.Server.Commands;

namespace ChatSockets.Server.Services;

/// <summary>What a service's command works with: who asks, what for, and the way to answer. Lives as long as the command.</summary>
/// <param name="context">Whose command.</param>
/// <param name="service">Who was asked.</param>
/// <param name="words">What came behind the command's name.</param>
internal sealed class ServiceCall(CommandContext context, Service service, string[] words)
{
    public CommandContext Context => context;

    public ServerContext Server => context.Server;

    public Service Service => service;

    /// <summary>What came behind the command's name.</summary>
    public IReadOnlyList<string> Words => words;

    /// <summary>The account that the asker is logged in to, as it is now in the store; never null in a command that needs one.</summary>
    public Account Account { get; set; } = null!;

    /// <summary>The word at that place, empty where there is none.</summary>
    public string this[int index] => index < words.Length ? words[index] : "";

    /// <summary>The words from that place on.</summary>
    public string From(int index) => string.Join(' ', words.Skip(index));

    /// <summary>What the asker types to have the service do something.</summary>
    public string HowTo(string command) => $"/msg {service.Name} {command}";

    /// <summary>
    /// What somebody types behind a command that cannot be undone. Not a secret, only something that one does not type by mistake: so
    /// nothing has to be remembered.
    /// </summary>
    /// <param name="what">All that the command is about.</param>
    public static string CodeOf(string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 4));

    /// <summary>The service says a line to the asker: a NOTICE, which no program answers. What does not fit one is cut.</summary>
    public void Say(string text)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(service.SourceOn(context.Server), Verbs.Notice);
        writer.Parameter(context.User.Nickname);
        writer.Trailing(text);
        context.Reply.Buffer.End(ref writer);
    }
}
