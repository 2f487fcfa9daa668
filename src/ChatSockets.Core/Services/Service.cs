using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Text;
using ChatSockets.Storage;

namespace ChatSockets.Core.Services;

/// <summary>
/// A service that users can talk to, part of the server, as on other networks: a name and a table of commands. It is always available,
/// cannot be in a room, and replies with notices. Messages to it are never shown, logged or stored.
/// </summary>
/// <param name="Name">Its reserved nickname; see <see cref="ServiceNames.IsReserved"/>.</param>
/// <param name="Purpose">Its purpose in one line.</param>
/// <param name="Commands">Its commands, except HELP, which every service has.</param>
internal sealed record Service(string Name, string Purpose, IReadOnlyList<ServiceCommand> Commands)
{
    /// <summary>The name on the wire.</summary>
    public byte[] Nickname { get; } = Encoding.ASCII.GetBytes(Name);

    /// <summary>nick!user@host.</summary>
    public byte[] SourceOn(ChatContext server) => [.. Nickname, .. "!"u8, .. Nickname, .. "@"u8, .. server.Name];

    /// <summary>Runs a command. On the user's own thread, under no lock.</summary>
    /// <param name="context">The user's context.</param>
    /// <param name="text">The message.</param>
    public void Hear(CommandContext context, ReadOnlySpan<byte> text)
    {
        // CTCP: a program that asks what it is talking to.
        if (text.StartsWith("\x01"u8)) return;
        // Some commands tell of what they do at once; what they say of it belongs to the same answer.
        context.Reply.Buffer.ExpectMore();
        string[] words = WordsOf(text);
        var call = new ServiceCall(context, this, words);
        if (words.Length == 0 || Is(words[0], ServiceHelp.Name)) ServiceHelp.Tell(call, [.. words.Skip(1)]);
        else if (Find(words) is { } command) Run(command, new ServiceCall(context, this, words[command.Name.Split(' ').Length..]));
        else if (ServiceHelp.Group(this, words) is { Count: > 0 } group) ServiceHelp.TellGroup(call, group);
        else TellUnknown(call, words[0]);
    }

    /// <summary>The words of a message to it.</summary>
    public static string[] WordsOf(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The command that these words begin with; null for none.</summary>
    public ServiceCommand? Find(IReadOnlyList<string> words) =>
        Commands.FirstOrDefault(command => IsBeginning(command.Name.Split(' '), words));

    private static void Run(ServiceCommand command, ServiceCall call)
    {
        call.Context.RateLimit?.Charge(command.Cost - 1);
        if (call.Words.Count < command.MinimumWords)
        {
            call.Say($"That goes like this: {call.HowTo(command.Syntax)}");
            return;
        }
        try
        {
            if (command.NeedsAccount && !TryFindAccount(call)) return;
            command.Handle(call);
        }
        catch (StoreException exception)
        {
            call.Say($"That cannot be done for now: {exception.Message}");
        }
    }

    private static bool TryFindAccount(ServiceCall call)
    {
        if (call.Context.User.Account is { } name && call.Server.Accounts.Find(name) is { } account)
        {
            call.Account = account;
            return true;
        }
        call.Say($"You must be logged in for that: {ServiceNames.HowToLogIn}");
        return false;
    }

    private static void TellUnknown(ServiceCall call, string word)
    {
        IEnumerable<string> known = call.Service.Commands.Select(command => command.Name.Split(' ')[0]).Append(ServiceHelp.Name)
            .Select(name => name.ToLowerInvariant());
        string advice = Suggestions.Nearest(word, known) is { } nearest ? $" Did you mean {nearest.ToUpperInvariant()}?" : "";
        call.Say($"There is no such command.{advice} All there are: {call.HowTo(ServiceHelp.Name)}");
    }

    private static bool IsBeginning(string[] name, IReadOnlyList<string> words) =>
        name.Length <= words.Count && !name.Where((word, i) => !Is(words[i], word)).Any();

    private static bool Is(string word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);
}
