using ChatSockets.Client.Core;

namespace ChatSockets.Client.Screen;

/// <summary>A search of one conversation, backwards, as one types.</summary>
internal sealed class SearchBar
{
    public string Text { get; private set; } = "";

    /// <summary>The message that was found; null for none.</summary>
    public long? Position { get; private set; }

    public bool Found => Position is not null;

    public void Type(string text, Timeline timeline) => Search(Text + text, timeline, Position is { } at ? at + 1 : timeline.End);

    public void Backspace(Timeline timeline)
    {
        if (Text.Length > 0) Search(Text[..^1], timeline, timeline.End);
    }

    /// <summary>Goes on to an older message.</summary>
    public void Next(Timeline timeline)
    {
        if (Position is not { } at || timeline.FindBackwards(new TextSearch(Text), at) is not { } older) return;
        Position = older;
    }

    private void Search(string text, Timeline timeline, long before)
    {
        Text = text;
        Position = text.Length == 0 ? null : timeline.FindBackwards(new TextSearch(text), before);
    }
}
