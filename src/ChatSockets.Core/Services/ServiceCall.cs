using System.Security.Cryptography;
using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Services;

/// <summary>The environment of a service command: the user, the arguments, and the reply. Lives as long as the command.</summary>
/// <param name="context">The user's context.</param>
/// <param name="service">The service.</param>
/// <param name="words">The words after the command's name.</param>
internal sealed class ServiceCall(CommandContext context, Service service, string[] words)
{
    public CommandContext Context => context;

    public ChatContext Server => context.Server;

    public Service Service => service;

    /// <summary>The words after the command's name.</summary>
    public IReadOnlyList<string> Words => words;

    /// <summary>The account that the asker is logged in to, as it is now in the store; never null in a command that needs one.</summary>
    public Account Account { get; set; } = null!;

    /// <summary>The word at that index; empty if there are fewer.</summary>
    public string this[int index] => index < words.Length ? words[index] : "";

    /// <summary>The words from that place on.</summary>
    public string From(int index) => string.Join(' ', words.Skip(index));

    /// <summary>Returns the line to type for a command of the service.</summary>
    public string HowTo(string command) => $"/msg {service.Name} {command}";

    /// <summary>
    /// Returns the confirmation code for an irreversible command. It is not secret, only unlikely to be typed by mistake, so nothing has to
    /// be remembered.
    /// </summary>
    /// <param name="what">Everything that the command is about.</param>
    public static string CodeOf(string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 4));

    /// <summary>Sends the user a line from the service as a NOTICE, which no program answers. Longer texts are cut.</summary>
    public void Say(string text)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(service.SourceOn(context.Server), Verbs.Notice);
        writer.Parameter(context.User.Nickname);
        writer.Trailing(text);
        context.Reply.Buffer.End(ref writer);
    }
}
