namespace ChatSockets.Client.Core;

/// <summary>
/// What others added to a message, sooner or later: reactions and answers (IRCv3 +react, +reply). By its id, whether the message is loaded
/// or not.
/// </summary>
internal sealed class MessageExtras
{
    // So many of a kind; more than that nobody reads, and somebody wants to make us grow.
    private const int Most = 64;

    private readonly List<Reaction> _reactions = [];
    private readonly List<Answer> _answers = [];

    public IReadOnlyList<Reaction> Reactions => _reactions;

    /// <summary>The answers, oldest first.</summary>
    public IReadOnlyList<Answer> Answers => _answers;

    /// <summary>Somebody reacts; one who has reacted so already changes nothing.</summary>
    public void React(string symbol, string nick)
    {
        if (_reactions.Find(each => each.Symbol == symbol) is { } there)
        {
            if (there.Nicks.Count < Most && !there.Nicks.Contains(nick)) there.Nicks.Add(nick);
        }
        else if (_reactions.Count < Most)
        {
            _reactions.Add(new Reaction(symbol, [nick]));
        }
    }

    /// <summary>Somebody takes a reaction back: IRCv3 +draft/unreact.</summary>
    public void Unreact(string symbol, string nick)
    {
        if (_reactions.Find(each => each.Symbol == symbol) is not { } there) return;
        there.Nicks.Remove(nick);
        if (there.Nicks.Count == 0) _reactions.Remove(there);
    }

    public void AddAnswer(string? id, string nick, string text)
    {
        if (_answers.Count < Most && (id is null || !_answers.Exists(each => each.Id == id))) _answers.Add(new Answer(id, nick, text));
    }

    public void RemoveAnswer(string id) => _answers.RemoveAll(each => each.Id == id);
}

/// <summary>One symbol, and everybody who has reacted with it.</summary>
internal sealed record Reaction(string Symbol, List<string> Nicks);

/// <summary>A message that answers another.</summary>
internal sealed record Answer(string? Id, string Nick, string Text);
