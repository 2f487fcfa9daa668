using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Screen;

/// <summary>
/// A person at a terminal: the whole screen, with rooms, the current conversation, its members, and what is being typed. It draws what the
/// core knows, at the end of each turn of the loop; the loop's thread alone uses it.
/// </summary>
internal sealed class ScreenChat : IFrontend
{
    private readonly ClientApp _app;
    private readonly ClientSettings _settings;
    private readonly ScreenTerminal _terminal;
    private readonly Notifier _notifier;
    private readonly ScreenState _state;
    private readonly Composer _composer;
    private readonly Navigation _navigation;
    private readonly ScreenPanels _panels;
    private readonly Pickers _pickers;
    private readonly SelectionKeys _selection;
    private readonly MouseClicks _mouse;
    private readonly List<RoomListed> _listed = [];
    private bool _interruptedOnce;

    /// <param name="app">The core.</param>
    /// <param name="terminal">Makes the terminal, which posts to what it is given.</param>
    /// <param name="depth">The terminal's colours.</param>
    /// <param name="settings">The user's settings.</param>
    public ScreenChat(ClientApp app, Func<Action<TerminalEvent>, ITerminal> terminal, ColorDepth depth, ClientSettings settings)
    {
        (_app, _settings) = (app, settings);
        ITerminal device = terminal(happened => app.Post(new TerminalHappened(happened)));
        _terminal = new ScreenTerminal(device, depth);
        _notifier = new Notifier(device, Notifier.Resolve(settings.Notify, Environment.GetEnvironmentVariable), app.Clock);
        Theme theme = settings.ThemeFor(isDark: true);
        _state = new ScreenState { Theme = theme, Timeline = TimelineIn(theme), ShowsMembers = settings.Members };
        _composer = new Composer(app, _state, settings);
        _navigation = new Navigation(app, _state, _composer);
        _panels = new ScreenPanels(app, _state, _composer, new StatusLine(app, _state, _composer, _notifier));
        _pickers = new Pickers(app, settings);
        _selection = new SelectionKeys(app, _state, settings.SelectionKeys, _composer, _navigation);
        _mouse = new MouseClicks(app, _state, _panels, _terminal.Grid);
    }

    public bool Reconnects => true;

    public bool KeepsTimelines => true;

    public Capability Wanted => ClientApp.ForTimelines;

    public (int Height, int Width)? Size => _terminal.Size;

    /// <summary>The screen as it was last drawn.</summary>
    public CellGrid Grid => _terminal.Grid;

    public bool IsSecret(InputEvent input) => _state.Picker is null && _state.Search is null && ((TerminalHappened)input).Event switch
    {
        KeyEvent { IsText: true } => _composer.IsSecret(),
        PasteEvent paste => _composer.IsSecret(paste.Text),
        _ => false,
    };

    public void Begin()
    {
        foreach (Network each in _app.Networks)
        {
            each.History!.Found = ShowFound;
            _app.Conversations.SwitchTo(_app.Conversations.Server(each));
        }
        _app.Conversations.SwitchTo(1);
        _app.Timelines!.Mentioned = Notify;
        _terminal.Enter();
        Flush();
        _terminal.Write(ScreenModes.Queries);
        _terminal.SetMouse(_settings.Mouse);
    }

    public void Ready(Network network) => _state.IsDirty = true;

    public void Show(Network network, SessionEvent happened)
    {
        _state.IsDirty = true;
        if (happened is RoomListed listed) _listed.Add(listed);
        if (happened is not RoomsListed) return;
        _state.Picker = _pickers.Rooms(_listed);
        _listed.Clear();
    }

    public void Tell(ChatLine line) => _state.IsDirty = true;

    public void TimeOut()
    {
    }

    public void Offer(string heading, IReadOnlyList<Choice> choices)
    {
        _state.IsDirty = true;
        _state.Picker = new Picker(heading, choices, isSorted: false);
    }

    public void Reveal(MessageReference message)
    {
        if (message.Find() is null) _state.Notice = MessageReference.Gone;
        else _navigation.GoTo(message.Conversation, message.Position);
    }

    public string Copy(string text)
    {
        _terminal.Copy(text);
        return "copied";
    }

    public void Clear()
    {
        _state.Shown?.Timeline.Clear();
        _state.Timeline.ScrollToEnd();
    }

    public void Handle(InputEvent input)
    {
        _state.IsDirty = true;
        switch (((TerminalHappened)input).Event)
        {
            case KeyEvent key: Press(key); break;
            case PasteEvent paste: Paste(paste.Text); break;
            case MouseEvent mouse: _mouse.Handle(mouse); break;
            case FocusEvent focus:
                _state.IsFocused = focus.IsFocused;
                _app.Timelines!.IsWatched = _state.IsWatched;
                break;
            case TerminalNotice.Resized: break;
            case TerminalNotice.Continued: _terminal.Resume(); break;
            case TerminalNotice.Gone: _app.Leave(ExitCode.Signalled + 1); break;
            case KeyboardReport: _terminal.Write(ScreenModes.KittyKeyboard); break;
            case ModeReport { Mode: 2031, State: 1 or 2 }: _terminal.Write(ScreenModes.ThemeReports); break;
            case BackgroundReport background: UseTheme(_settings.ThemeFor(background.IsDark)); break;
            case ThemeReport theme: UseTheme(_settings.ThemeFor(theme.IsDark)); break;
            default: break;
        }
    }

    public void Flush()
    {
        _navigation.Follow();
        _navigation.ContinueJump();
        if (!_state.IsDirty || _terminal.IsSuspended) return;
        _state.IsDirty = false;
        _terminal.Show(_panels.Draw);
        _app.Timelines!.IsWatched = _state.IsWatched;
        if (_state.Shown is { } shown && _state.Timeline.NeedsOlder(shown)) shown.Network.History!.LoadOlder(shown);
        _notifier.ShowUnread(_app.Conversations.Open.Sum(each => each.Unread), _state.Shown?.Name ?? "");
        if (_state is { Shown: { } read, IsWatched: true }) ReadMarks.Send(read);
    }

    public void Dispose() => _terminal.Dispose();

    private TimelineView TimelineIn(Theme theme) => new(new EntryLayout(theme, _app.Clock, _settings.TimeFormat), theme);

    private void UseTheme(Theme theme)
    {
        (_state.Theme, _state.Timeline) = (theme, TimelineIn(theme));
        _panels.UseTheme(theme);
    }

    private void Press(KeyEvent key)
    {
        _state.Notice = "";
        bool interruptedBefore = _interruptedOnce;
        _interruptedOnce = false;
        if (_state.Picker is { } picker) PickerKeys.Press(_state, picker, key);
        else if (_state.Search is { } search) SearchKeys.Press(_state, search, key);
        else if (_state.Timeline.Selected is not null && _selection.Press(key)) return;
        else if (_settings.Keys.Find(KeyChord.Of(key)) is { } action) Run(action, interruptedBefore);
        else if (key.IsText) _composer.Type(key.Rune.ToString());
    }

    private void Paste(string text)
    {
        if (_state.Picker is { } picker) picker.Type(text.ReplaceLineEndings(" "));
        else _composer.Paste(text);
        _composer.EndCompletion();
    }

    private void Run(KeyAction action, bool interruptedBefore)
    {
        if (action is not (KeyAction.Complete or KeyAction.CompleteBack)) _composer.EndCompletion();
        int page = Math.Max(1, _panels.TimelineArea.Height - 2);
        switch (action)
        {
            case KeyAction.Send: _composer.Send(); break;
            case KeyAction.Complete: _composer.Complete(backwards: false); break;
            case KeyAction.CompleteBack: _composer.Complete(backwards: true); break;
            case KeyAction.Palette:
                _state.Picker = _pickers.Palette(_state.Shown, _composer.Replace, chosen => Run(chosen, interruptedBefore: false));
                break;
            case KeyAction.Search: _state.Search = new SearchBar(); break;
            case KeyAction.Help: _state.Picker = _pickers.Help(); break;
            case KeyAction.NextUnread: _navigation.GoToUnread(); break;
            case KeyAction.NextConversation: _app.Conversations.Step(1); break;
            case KeyAction.PreviousConversation: _app.Conversations.Step(-1); break;
            case >= KeyAction.Conversation1 and <= KeyAction.Conversation9:
                _app.Conversations.SwitchTo(action - KeyAction.Conversation1 + 1);
                break;
            case KeyAction.ConversationLast: _app.Conversations.SwitchTo(_app.Conversations.Open.Count); break;
            case KeyAction.PageUp: _state.Scroll(page); break;
            case KeyAction.PageDown: _state.Scroll(-page); break;
            case KeyAction.ScrollUp: _state.Scroll(1); break;
            case KeyAction.ScrollDown: _state.Scroll(-1); break;
            case KeyAction.ScrollTop: if (_state.Shown is { } whole) _state.Timeline.ScrollToStart(whole); break;
            case KeyAction.ScrollEnd: _state.Timeline.ScrollToEnd(); break;
            case KeyAction.SelectMessage: if (_state.Shown is { } shown) _state.Timeline.SelectNext(shown, -1); break;
            case KeyAction.HistoryPrevious: _composer.Recall(-1, Grid.Width); break;
            case KeyAction.HistoryNext: _composer.Recall(1, Grid.Width); break;
            case KeyAction.EditAndResend: _composer.Correct(); break;
            case KeyAction.ToggleMembers: _state.ShowsMembers = !_state.ShowsMembers; break;
            case KeyAction.ToggleRooms: _state.ShowsRooms = !_state.ShowsRooms; break;
            case KeyAction.ToggleMouse: _terminal.ToggleMouse(); break;
            case KeyAction.DoNotDisturb: _notifier.IsQuiet = !_notifier.IsQuiet; break;
            case KeyAction.Redraw: _terminal.Redraw(); break;
            case KeyAction.Suspend: _terminal.Suspend(); break;
            case KeyAction.Cancel:
                _composer.Cancel();
                _state.Timeline.ScrollToEnd();
                break;
            case KeyAction.Quit: Interrupt(interruptedBefore); break;
            case KeyAction.DeleteCharOrQuit when _composer.IsEmpty: _app.Leave(ExitCode.Done); break;
            default: if (EditKeys.Find(action) is { } edit) _composer.Edit(edit); break;
        }
    }

    private void Interrupt(bool interruptedBefore)
    {
        if (!_composer.IsEmpty)
        {
            _composer.Empty();
        }
        else if (interruptedBefore)
        {
            _app.Leave(ExitCode.Done);
        }
        else
        {
            _interruptedOnce = true;
            _state.Notice = "press ctrl-c once more to quit";
        }
    }

    private void Notify(Conversation conversation, TimelineEntry entry)
    {
        if (!_state.IsFocused || conversation != _state.Shown)
            _notifier.Notify($"{entry.From} in {conversation.Name}", PlainText.Clean(entry.Text), _state.IsFocused);
    }

    private void ShowFound(IReadOnlyList<ChatMessage> found)
    {
        _state.IsDirty = true;
        _state.Picker = Pickers.Found(found, _navigation.JumpTo);
    }
}
