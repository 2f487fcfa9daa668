using ChatSockets.Client.Commands;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>
/// The candidates of Tab: slash commands and their arguments, rooms after their sign, emoji after a colon, otherwise nicknames, those that
/// spoke last first.
/// </summary>
internal sealed class ChatCompletion(ClientApp app)
{
    // Who spoke longer ago than so many lines is as good as silent.
    private const int LinesToLookAt = 500;

    // Further on nobody presses Tab.
    private const int MostEmoji = 50;

    public IReadOnlyList<Completion> Candidates(string text, int cursor)
    {
        int start = cursor == 0 ? 0 : text.LastIndexOfAny([' ', '\n'], cursor - 1) + 1;
        string word = text[start..cursor];
        if (start == 0 && word.StartsWith('/'))
            return Completions(word, SlashCommands.All.Select(row => $"/{row.Name}").Where(name => Begins(name, word)), " ");
        if (word.Length > 1 && word[0] == ':')
        {
            return [.. EmojiNames.StartingWith(word[1..]).Take(MostEmoji)
                .Select(each => new Completion(word.Length, $"{each.Emoji} "))];
        }
        if (TypedLine.Parse(text).Command is { } command && SlashCommands.Find(command)?.Arguments is { } arguments)
            return Completions(word, arguments(app).Where(each => Begins(each, word) || Begins(each, "#" + word)).Distinct(), " ");
        if (app.Session is not { } session || app.Conversations.Current is not { } current) return [];
        if (session.Isupport.IsRoom(word))
            return Completions(word, SlashCommands.Rooms(app).Where(name => Begins(name, word)), " ");
        IEnumerable<string> names = session.Rooms.Find(current.Name) is { } roster ? roster.Nicks : [current.Name];
        Dictionary<string, long> spoken = Spoken(current);
        IEnumerable<string> others = names.Where(name => Begins(name, word) && !session.IsMe(name))
            .OrderByDescending(name => spoken.GetValueOrDefault(name, long.MinValue))
            .ThenBy(name => name, StringComparer.OrdinalIgnoreCase);
        // At the start of a line a name is an address.
        return Completions(word, others, start == 0 ? ": " : " ");
    }

    // Where each spoke last.
    private static Dictionary<string, long> Spoken(Conversation conversation)
    {
        var spoken = new Dictionary<string, long>(conversation.Network.Names);
        Timeline timeline = conversation.Timeline;
        for (long position = timeline.End - 1; position >= Math.Max(timeline.Start, timeline.End - LinesToLookAt); position--)
        {
            if (timeline[position] is { IsSpeech: true } entry) spoken.TryAdd(entry.From, position);
        }
        return spoken;
    }

    private static bool Begins(string name, string word) => name.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static List<Completion> Completions(string word, IEnumerable<string> texts, string behind) =>
        [.. texts.Select(text => new Completion(word.Length, text + behind))];
}
