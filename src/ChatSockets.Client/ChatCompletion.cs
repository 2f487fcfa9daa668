using ChatSockets.Client.Commands;
using ChatSockets.Client.Core;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client;

/// <summary>
/// The candidates of Tab: slash commands at the start of the line, room names after a prefix, otherwise the nicknames of the room.
/// </summary>
internal sealed class ChatCompletion(ClientApp app)
{
    public IReadOnlyList<Completion> Candidates(string text, int cursor)
    {
        int start = cursor == 0 ? 0 : text.LastIndexOf(' ', cursor - 1) + 1;
        string word = text[start..cursor];
        if (start == 0 && word.StartsWith('/'))
        {
            IEnumerable<string> commands = SlashCommands.All.Select(row => $"/{row.Name}");
            return Completions(word, commands.Where(name => Begins(name, word)).Select(name => name + " "));
        }
        if (app.Session is not { } session || app.Conversations.Current is not { } current) return [];
        if (session.Isupport.IsRoom(word))
        {
            IEnumerable<string> open = app.Conversations.Open.Select(each => each.Name);
            return Completions(word, open.Where(name => Begins(name, word)).Select(name => name + " "));
        }
        IEnumerable<string> names = session.Rooms.Find(current.Name) is { } roster ? roster.Nicks : [current.Name];
        // At the start of a line a name is an address.
        string behind = start == 0 ? ": " : " ";
        IEnumerable<string> others = names.Where(name => Begins(name, word) && !session.IsMe(name));
        return Completions(word, others.Order(StringComparer.OrdinalIgnoreCase).Select(name => name + behind));
    }

    private static bool Begins(string name, string word) => name.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static List<Completion> Completions(string word, IEnumerable<string> texts) =>
        [.. texts.Select(text => new Completion(word.Length, text))];
}
