using ChatSockets.Client.Core;

namespace ChatSockets.Client.Screen;

/// <summary>Which conversation and which of its messages are in sight.</summary>
internal sealed class Navigation(ClientApp app, ScreenState state, Composer composer)
{
    private string? _jumpTo;
    private int _pages;

    /// <summary>Shows the current conversation, whoever switched to it (a key, a command, a JOIN).</summary>
    public void Follow()
    {
        Conversation? current = app.Conversations.Current;
        if (current == state.Shown) return;
        composer.Follow(state.Shown, current);
        state.Shown = current;
        state.Timeline.Select(current!, null);
        state.Timeline.ScrollToEnd();
        state.IsDirty = true;
    }

    public void GoTo(Conversation conversation, long position)
    {
        app.Conversations.SwitchTo(conversation);
        Follow();
        state.Timeline.Select(conversation, position);
        state.IsDirty = true;
    }

    /// <summary>Goes to a message of the current network by its id, which may not be loaded yet.</summary>
    public void JumpTo(string name, string? id)
    {
        if (id is null || app.Conversations.Find(app.Network, name) is not { } conversation) return;
        app.Conversations.SwitchTo(conversation);
        Follow();
        (_jumpTo, _pages) = (id, 0);
        ContinueJump();
    }

    /// <summary>Goes on with a jump: what is not loaded yet is loaded page by page, as if one scrolled.</summary>
    public void ContinueJump()
    {
        if (_jumpTo is not { } id || state.Shown is not { } conversation) return;
        if (conversation.Timeline.TryFind(id, out long position))
        {
            _jumpTo = null;
            state.Timeline.Select(conversation, position);
            state.IsDirty = true;
        }
        else if (!conversation.History.IsLoadingOlder)
        {
            if (!conversation.History.HasOlder || _pages++ > 100)
            {
                _jumpTo = null;
                state.Notice = "that message is not here any more";
            }
            else
            {
                conversation.Network.History!.LoadOlder(conversation);
            }
        }
    }

    public void GoToUnread()
    {
        if (!app.Conversations.StepToUnread()) state.Notice = "nothing is unread";
    }
}
