using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>What the screen shows beside what the core knows. Its parts read and change it.</summary>
internal sealed class ScreenState
{
    /// <summary>The conversation in sight; null before the first one.</summary>
    public Conversation? Shown { get; set; }

    public required Theme Theme { get; set; }

    /// <summary>The messages in sight. Another theme has another one.</summary>
    public required TimelineView Timeline { get; set; }

    /// <summary>The list over the screen; null for none.</summary>
    public Picker? Picker { get; set; }

    /// <summary>The search in the conversation; null for none.</summary>
    public SearchBar? Search { get; set; }

    /// <summary>What the screen has to say about the last key; empty for nothing.</summary>
    public string Notice { get; set; } = "";

    public bool ShowsMembers { get; set; }

    public bool ShowsRooms { get; set; } = true;

    /// <summary>Whether the terminal's window is in front, as far as the terminal says so.</summary>
    public bool IsFocused { get; set; } = true;

    /// <summary>Whether something has changed since the screen was drawn.</summary>
    public bool IsDirty { get; set; } = true;

    /// <summary>Whether the user has the newest message in sight.</summary>
    public bool IsWatched => IsFocused && Timeline.IsAtEnd;

    public void Scroll(int rows)
    {
        if (Shown is not null) Timeline.Scroll(Shown, rows);
    }

    /// <summary>Opens a link outside of the client, and says whether it could.</summary>
    public void OpenLink(string link) => Notice = LinkOpener.TryOpen(link) ? $"opening {link}" : $"no program here opens {link}";
}
