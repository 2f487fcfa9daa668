using System.Buffers;
using System.Globalization;
using System.Text;
using ChatSockets.Client.Commands;
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
    private const int RoomsWidth = 20;
    private const int MembersWidth = 17;

    private static readonly TimeSpan TypingPause = TimeSpan.FromSeconds(3);

    private readonly ClientApp _app;
    private readonly ITerminal _terminal;
    private readonly FrameWriter _frames;
    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private readonly CellGrid _grid = new(24, 80);
    private readonly KillRing _kills = new();
    private readonly TextEditor _editor;
    private readonly CompletionCycle _completion;
    private readonly Notifier _notifier;
    private readonly ClientSettings _settings;
    private Theme _theme = Theme.Dark;
    private TimelineView _timeline = null!;
    private RoomPanel _rooms = null!;
    private MemberPanel _members = null!;
    private Conversation? _shown;
    private Picker? _picker;
    private SearchBar? _search;
    private string? _replyTo;
    private Action? _edited;
    private string? _jumpTo;
    private int _jumpPages;
    private int _typedIndex;
    private string _notice = "";
    private bool _showsMembers;
    private bool _showsRooms = true;
    private bool _isMouseOn;
    private bool _isFocused = true;
    private bool _interruptedOnce;
    private bool _isDirty = true;
    private bool _isSuspended;
    private DateTimeOffset _typingSent;
    private GridArea _roomArea;
    private GridArea _memberArea;
    private GridArea _timelineArea;

    /// <param name="app">The core.</param>
    /// <param name="terminal">Makes the terminal, which posts to what it is given.</param>
    /// <param name="depth">The terminal's colours.</param>
    /// <param name="settings">The user's settings.</param>
    public ScreenChat(ClientApp app, Func<Action<TerminalEvent>, ITerminal> terminal, ColorDepth depth, ClientSettings settings)
    {
        _app = app;
        _settings = settings;
        _showsMembers = settings.Members;
        _terminal = terminal(happened => app.Post(new TerminalHappened(happened)));
        _frames = new FrameWriter(depth);
        _editor = new TextEditor(_kills);
        _completion = new CompletionCycle(new ChatCompletion(app).Candidates);
        NotifyMode notify = Notifier.Resolve(settings.Notify, Environment.GetEnvironmentVariable);
        _notifier = new Notifier(_terminal, notify, app.Clock);
        UseTheme(settings.ThemeFor(isDark: true));
    }

    public bool Reconnects => true;

    public bool KeepsTimelines => true;

    public Capability Wanted => ClientApp.ForTimelines;

    public (int Height, int Width)? Size => _terminal.Size;

    /// <summary>The screen as it was last drawn.</summary>
    public CellGrid Grid => _grid;

    public bool IsSecret(InputEvent input) => _picker is null && _search is null && ((TerminalHappened)input).Event switch
    {
        KeyEvent { IsText: true } => SecretStart(_editor.Text) is not null,
        PasteEvent paste => SecretStart(_editor.Text.Insert(_editor.Cursor, paste.Text)) is not null,
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
        _terminal.Start();
        Flush();
        _terminal.Write(ScreenModes.Queries);
        SetMouse(_settings.Mouse);
    }

    public void Ready(Network network) => _isDirty = true;

    public void Show(Network network, SessionEvent happened)
    {
        _isDirty = true;
        if (happened is RoomListed listed) _listed.Add(listed);
        if (happened is RoomsListed) ShowRooms();
    }

    public void Tell(ChatLine line) => _isDirty = true;

    public void TimeOut()
    {
    }

    public void Offer(string heading, IReadOnlyList<Choice> choices)
    {
        _isDirty = true;
        _picker = new Picker(heading, choices, isSorted: false);
    }

    public void Reveal(MessageReference message)
    {
        if (message.Find() is null) _notice = MessageReference.Gone;
        else GoTo(message.Conversation, message.Position);
    }

    public string Copy(string text)
    {
        // Terminals that do not know OSC 52 ignore it; others have no other way, over ssh.
        _terminal.Write(Encoding.ASCII.GetBytes($"\e]52;c;{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\a"));
        Clipboard.TryCopy(text);
        return "copied";
    }

    public void Clear()
    {
        _shown?.Timeline.Clear();
        _timeline.ScrollToEnd();
    }

    public void Handle(InputEvent input)
    {
        _isDirty = true;
        switch (((TerminalHappened)input).Event)
        {
            case KeyEvent key: Press(key); break;
            case PasteEvent paste: Paste(paste.Text); break;
            case MouseEvent mouse: Click(mouse); break;
            case FocusEvent focus:
                _isFocused = focus.IsFocused;
                _app.Timelines!.IsWatched = _isFocused && _timeline.IsAtEnd;
                break;
            case TerminalNotice.Resized: break;
            case TerminalNotice.Continued: Resume(); break;
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
        FollowConversation();
        ContinueJump();
        if (!_isDirty || _isSuspended) return;
        _isDirty = false;
        (int height, int width) = _terminal.Size;
        if (height != _grid.Height || width != _grid.Width) _grid.Resize(height, width);
        _grid.Clear();
        Draw();
        _bytes.ResetWrittenCount();
        _frames.Write(_grid, _bytes);
        _terminal.Write(_bytes.WrittenSpan);
        if (_shown is { } conversation && _timeline.NeedsOlder(conversation)) conversation.Network.History!.LoadOlder(conversation);
        _notifier.ShowUnread(_app.Conversations.Open.Sum(each => each.Unread), _shown?.Name ?? "");
        MarkRead();
    }

    public void Dispose() => _terminal.Dispose();

    private readonly List<RoomListed> _listed = [];

    private void UseTheme(Theme theme)
    {
        _theme = theme;
        _timeline = new TimelineView(new EntryLayout(theme, _app.Clock, _settings.TimeFormat), theme);
        _rooms = new RoomPanel(_app, theme);
        _members = new MemberPanel(theme);
    }

    // Whoever switched the conversation (a key, a command, a JOIN): what is half typed stays with the one it was typed for.
    private void FollowConversation()
    {
        Conversation? current = _app.Conversations.Current;
        if (current == _shown) return;
        // What is typed while the first room is being entered is meant for that.
        string carried = _shown is { IsServer: true } && !_editor.Text.StartsWith('/') ? _editor.Text : "";
        if (_shown is { } left) left.Draft = carried.Length > 0 ? "" : _editor.Text;
        _shown = current;
        _editor.Reset(current?.Draft is { Length: > 0 } draft ? draft : carried);
        _typedIndex = current?.Typed.Count ?? 0;
        _replyTo = null;
        _edited = null;
        _timeline.Select(current!, null);
        _timeline.ScrollToEnd();
        _isDirty = true;
    }

    private void Draw()
    {
        int height = _grid.Height, width = _grid.Width;
        bool rooms = _showsRooms && width >= 60, members = _showsMembers && width >= 100 && _shown is { IsRoom: true };
        int left = rooms ? RoomsWidth + 1 : 0, right = members ? MembersWidth + 1 : 0;
        GridArea all = _grid.All;
        int inner = width - left - right;
        string prompt = Prompt(width);
        EditorLayout layout = EditorLayout.Of(ShownInput(), _editor.Cursor, Math.Max(4, width - CellWidth.Of(prompt)));
        int inputRows = Math.Min(layout.Rows.Count, Math.Max(1, Math.Min(6, height / 3)));
        DrawInput(all.Part(height - inputRows, 0, inputRows, width), layout, prompt);
        height -= inputRows;
        int top = rooms ? 0 : 1;
        if (rooms)
        {
            all.Write(0, 1, "ChatSockets", _theme.TitleText);
            _roomArea = all.Part(1, 0, height - 2, RoomsWidth);
            _rooms.Draw(_roomArea);
            DrawState(all.Part(height - 1, 1, 1, RoomsWidth - 1));
            for (int row = 0; row < height; row++) all.Write(row, RoomsWidth, "│", _theme.BorderText);
        }
        else
        {
            _roomArea = all.Part(0, 0, 1, width);
            _rooms.DrawTabs(_roomArea);
        }
        _memberArea = default;
        if (members)
        {
            _memberArea = all.Part(0, width - MembersWidth, height, MembersWidth);
            _members.Draw(_memberArea, _shown!);
            for (int row = 0; row < height; row++) all.Write(row, width - MembersWidth - 1, "│", _theme.BorderText);
        }
        GridArea middle = all.Part(top, left, height - top, inner);
        bool header = height >= 8;
        if (header) DrawHeader(middle.Part(0, 0, 1, inner));
        _timelineArea = middle.Part(header ? 1 : 0, 1, middle.Height - 1 - (header ? 1 : 0), inner - 2);
        if (_shown is { } conversation) _timeline.Draw(_timelineArea, conversation);
        _app.Timelines!.IsWatched = _isFocused && _timeline.IsAtEnd;
        DrawStatus(middle.Part(middle.Height - 1, 1, 1, inner - 2));
        _picker?.Draw(all, _theme);
        if (_theme.Background != Color.Default) _grid.SetDefaults(_theme.Text, _theme.Background);
    }

    // The prompt says who will read what is typed.
    private string Prompt(int width)
    {
        string name = _shown is null ? "" : PlainText.Clean(_shown.Name);
        int most = Math.Max(8, width / 3);
        return name.Length == 0 ? "> " : $"[{(name.Length > most ? name[..most] + "…" : name)}] ";
    }

    // A password is hidden while it is typed. The cursor counts in characters of the text: so it keeps its length.
    private string ShownInput()
    {
        string text = _editor.Text.Replace('\t', ' ');
        return SecretStart(text) is { } start ? text[..start] + new string('*', text.Length - start) : text;
    }

    private void DrawHeader(GridArea area)
    {
        if (_shown is null) return;
        int column = area.Write(0, 1, _shown.Name, _theme.TitleText);
        int end = column + 3;
        foreach (StyledRun run in MessageText.Parse(_shown.Topic, _theme.DimText, _theme.DimText))
            end = area.Write(0, end, run.Text, run.Style);
    }

    private void DrawState(GridArea area)
    {
        (string mark, Color color, string text) = _app.Network.State switch
        {
            NetworkState.Ready => ("●", _theme.Unread, _app.Network.Nick),
            NetworkState.Connecting => ("○", _theme.Mention, "connecting"),
            NetworkState.Waiting => ("○", _theme.Error, "reconnecting"),
            _ => ("○", _theme.Error, "offline"),
        };
        int end = area.Write(0, 2, text, _theme.DimText);
        (string safety, CellStyle style) = _app.Session?.Security switch
        {
            { IsEncrypted: true } => ("TLS", _theme.DimText),
            { IsPrivate: false } => ("clear text", new CellStyle(_theme.Error, _theme.Background)),
            _ => ("", default),
        };
        if (end + 1 + safety.Length <= area.Width) area.WriteRight(0, safety, style);
        area.Write(0, 0, mark, new CellStyle(color, _theme.Background));
    }

    private void DrawStatus(GridArea area)
    {
        string text = _notice;
        CellStyle style = _theme.DimText;
        if (_search is { } search)
        {
            string hint = search.Found ? "ctrl-r older, enter goes there, escape cancels"
                : search.Text.Length > 0 ? "not found" : "type a text";
            text = $"search: {search.Text}   {hint}";
            style = new CellStyle(_theme.Title, _theme.Background);
        }
        else if (_timeline.Selected is not null)
        {
            text = "r reply  e react  d delete  c copy  o open  enter jump  w who  escape";
            style = new CellStyle(_theme.Title, _theme.Background);
        }
        else if (_replyTo is { } id && _shown is { } here && here.Timeline.TryFind(id, out long position))
        {
            text = $"replying to {here.Timeline[position].From}: {PlainText.Clean(here.Timeline[position].Text.ReplaceLineEndings(" "))}";
            style = new CellStyle(_theme.Title, _theme.Background);
        }
        else if (_edited is not null)
        {
            text = "editing: enter sends it in the place of the old one, escape cancels";
            style = new CellStyle(_theme.Title, _theme.Background);
        }
        else if (text.Length == 0 && _editor.Text.Contains('\n', StringComparison.Ordinal))
        {
            int lines = _editor.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            bool isOne = _app.Session?.Has(Capability.Multiline) == true;
            text = $"{lines} lines: enter sends them {(isOne ? "as one message" : $"as {lines} messages")}, ctrl-c empties";
        }
        else if (text.Length == 0 && !_timeline.IsAtEnd)
        {
            text = "↓ ctrl-end for the newest";
        }
        else if (text.Length == 0 && _shown?.Typing(_app.Clock.GetUtcNow()) is { Count: > 0 } typing)
        {
            text = typing.Count switch
            {
                1 => $"{typing[0]} is typing",
                2 => $"{typing[0]} and {typing[1]} are typing",
                _ => $"{typing.Count} people are typing",
            };
        }
        area.Write(0, 0, text, style);
        if (_notifier.IsQuiet) area.WriteRight(0, "do not disturb", _theme.DimText);
    }

    private void DrawInput(GridArea area, EditorLayout layout, string prompt)
    {
        string text = ShownInput();
        int indent = CellWidth.Of(prompt), rows = area.Height;
        int first = Math.Clamp(layout.CursorRow - rows + 1, 0, Math.Max(0, layout.Rows.Count - rows));
        area.Write(0, 0, prompt, _theme.TitleText);
        for (int i = 0; i < rows && first + i < layout.Rows.Count; i++)
        {
            (int start, int length) = layout.Rows[first + i];
            area.Write(i, indent, text.AsSpan(start, length), default);
        }
        if (_picker is null) area.PlaceCursor(layout.CursorRow - first, Math.Min(indent + layout.CursorColumn, area.Width - 1), indent);
    }

    private void Press(KeyEvent key)
    {
        _notice = "";
        bool interruptedBefore = _interruptedOnce;
        _interruptedOnce = false;
        if (_picker is not null) PressInPicker(key);
        else if (_search is not null) PressInSearch(key);
        else if (_timeline.Selected is not null && PressInSelection(key)) return;
        else if (_settings.Keys.Find(KeyChord.Of(key)) is { } action) Run(action, interruptedBefore);
        else if (key.IsText) Type(key.Rune.ToString());
    }

    private void Type(string text)
    {
        _completion.Reset();
        _editor.Insert(text, isTyped: true);
        SendTyping(isActive: true);
    }

    private void Paste(string text)
    {
        if (_picker is not null) _picker.Type(text.ReplaceLineEndings(" "));
        else _editor.Insert(text.Trim('\n'));
        _completion.Reset();
    }

    private void Run(KeyAction action, bool interruptedBefore)
    {
        if (action is not (KeyAction.Complete or KeyAction.CompleteBack)) _completion.Reset();
        int page = Math.Max(1, _timelineArea.Height - 2);
        switch (action)
        {
            case KeyAction.Send: Send(); break;
            case KeyAction.Complete: Complete(backwards: false); break;
            case KeyAction.CompleteBack: Complete(backwards: true); break;
            case KeyAction.Palette: OpenPalette(); break;
            case KeyAction.Search: _search = new SearchBar(); break;
            case KeyAction.Help: OpenHelp(); break;
            case KeyAction.NextUnread: GoToUnread(); break;
            case KeyAction.NextConversation: _app.Conversations.Step(1); break;
            case KeyAction.PreviousConversation: _app.Conversations.Step(-1); break;
            case >= KeyAction.Conversation1 and <= KeyAction.Conversation9:
                _app.Conversations.SwitchTo(action - KeyAction.Conversation1 + 1);
                break;
            case KeyAction.ConversationLast: _app.Conversations.SwitchTo(_app.Conversations.Open.Count); break;
            case KeyAction.PageUp: Scroll(page); break;
            case KeyAction.PageDown: Scroll(-page); break;
            case KeyAction.ScrollUp: Scroll(1); break;
            case KeyAction.ScrollDown: Scroll(-1); break;
            case KeyAction.ScrollTop: if (_shown is not null) _timeline.ScrollToStart(_shown); break;
            case KeyAction.ScrollEnd: _timeline.ScrollToEnd(); break;
            case KeyAction.SelectMessage: if (_shown is not null) _timeline.SelectNext(_shown, -1); break;
            case KeyAction.HistoryPrevious: Recall(-1); break;
            case KeyAction.HistoryNext: Recall(1); break;
            case KeyAction.EditAndResend: EditAndResend(); break;
            case KeyAction.ToggleMembers: _showsMembers = !_showsMembers; break;
            case KeyAction.ToggleRooms: _showsRooms = !_showsRooms; break;
            case KeyAction.ToggleMouse: SetMouse(!_isMouseOn); break;
            case KeyAction.DoNotDisturb: _notifier.IsQuiet = !_notifier.IsQuiet; break;
            case KeyAction.Redraw: _frames.Invalidate(); break;
            case KeyAction.Suspend:
                _isSuspended = true;
                _terminal.Suspend();
                break;
            case KeyAction.Cancel:
                _replyTo = null;
                if (_edited is not null) _editor.Replace("");
                _edited = null;
                _timeline.ScrollToEnd();
                break;
            case KeyAction.Quit: Interrupt(interruptedBefore); break;
            case KeyAction.DeleteCharOrQuit when _editor.IsEmpty: _app.Leave(ExitCode.Done); break;
            default: if (EditKeys.Find(action) is { } edit) _editor.Run(edit); break;
        }
    }

    // A message of ours that was refused, or whose fate is unknown, or else the last one comes back into the line. It stays as it is until
    // the line is sent.
    private void EditAndResend()
    {
        if (_shown is not { } conversation) return;
        OutboxEntry? failed = conversation.Network.Outbox.Of(conversation.Name)
            .LastOrDefault(each => each.State is OutboxState.Refused or OutboxState.Unknown);
        if (failed is not null)
        {
            _edited = () => conversation.Network.Outbox.Remove(failed);
            _editor.Replace(failed.Text);
            return;
        }
        for (long position = conversation.Timeline.End - 1; position >= conversation.Timeline.Start; position--)
        {
            TimelineEntry entry = conversation.Timeline[position];
            if (!entry.IsSelf || !entry.IsSpeech || entry.IsRedacted) continue;
            if (MessageActions.CanRedact(conversation, entry) is { } reason) _notice = reason;
            else
            {
                _edited = () => Redact(conversation, entry);
                _editor.Replace(entry.Text);
            }
            return;
        }
    }

    private void Interrupt(bool interruptedBefore)
    {
        if (!_editor.IsEmpty)
        {
            _editor.Replace("");
            _replyTo = null;
            _edited = null;
        }
        else if (interruptedBefore)
        {
            _app.Leave(ExitCode.Done);
        }
        else
        {
            _interruptedOnce = true;
            _notice = "press ctrl-c once more to quit";
        }
    }

    private void Resume()
    {
        if (!_isSuspended) _terminal.Leave();
        _isSuspended = false;
        _terminal.Enter();
        _frames.Invalidate();
        if (_isMouseOn) _terminal.Write(ScreenModes.MouseOn);
    }

    private void SetMouse(bool isOn)
    {
        _isMouseOn = isOn;
        _terminal.Write(isOn ? ScreenModes.MouseOn : ScreenModes.MouseOff);
    }

    private void Scroll(int rows)
    {
        if (_shown is not null) _timeline.Scroll(_shown, rows);
    }

    private void Complete(bool backwards)
    {
        (string text, int cursor) = _completion.Next(_editor.Text, _editor.Cursor, backwards);
        _editor.Replace(text, cursor);
    }

    // Within several rows the cursor moves first; at their edge it is what was sent before or after.
    private void Recall(int direction)
    {
        EditorLayout layout = EditorLayout.Of(ShownInput(), _editor.Cursor, Math.Max(4, _grid.Width - CellWidth.Of(Prompt(_grid.Width))));
        int row = layout.CursorRow + direction;
        if (row >= 0 && row < layout.Rows.Count)
        {
            int at = layout.Rows[row].Start, end = at + layout.Rows[row].Length, cells = 0;
            while (at < end && cells < layout.CursorColumn)
            {
                int next = _editor.After(at);
                cells += CellWidth.Of(_editor.Text.AsSpan(at, next - at));
                at = next;
            }
            _editor.MoveTo(at);
            return;
        }
        if (_shown is not { } conversation) return;
        int index = _typedIndex + direction;
        if (index < 0 || index > conversation.Typed.Count) return;
        if (_typedIndex == conversation.Typed.Count) conversation.Draft = _editor.Text;
        _typedIndex = index;
        _editor.Reset(index == conversation.Typed.Count ? conversation.Draft : conversation.Typed[index]);
    }

    private void Send()
    {
        string text = _editor.Text;
        if (string.IsNullOrWhiteSpace(text) || _shown is not { } conversation) return;
        TypedLine typed = text.Contains('\n', StringComparison.Ordinal) ? new TypedLine(null, text) : TypedLine.Parse(text);
        string? error = typed.Command is not null ? SlashCommands.Run(_app, typed) : Say(conversation, typed.Text);
        if (error is not null)
        {
            // Nothing that was typed is lost: it can be corrected and sent again.
            _notice = error;
            return;
        }
        // A password is nothing to walk back to.
        bool isSecret = SecretStart(text) is not null;
        if (!isSecret && (conversation.Typed.Count == 0 || conversation.Typed[^1] != text)) conversation.Typed.Add(text);
        _replyTo = null;
        _edited?.Invoke();
        _edited = null;
        conversation.Draft = "";
        _editor.Reset();
        _typedIndex = conversation.Typed.Count;
        SendTyping(isActive: false);
        _timeline.ScrollToEnd();
    }

    private string? Say(Conversation conversation, string text)
    {
        if (conversation.IsServer) return "nobody can hear you here: /join a room first";
        ClientApp.Say(conversation, _settings.EmojiShortcodes ? EmojiNames.Replace(text) : text, SpeechKind.Message, _replyTo);
        return null;
    }

    private int? SecretStart(string text) => Secrets.StartOfTyped(_shown?.Name ?? "", text);

    private void SendTyping(bool isActive)
    {
        if (!_settings.Typing || _shown is not { IsServer: false } conversation) return;
        if (_app.Session is not { IsRegistered: true } session || !session.Has(Capability.MessageTags)) return;
        bool isCommand = _editor.Text.StartsWith('/') && !_editor.Text.StartsWith("//", StringComparison.Ordinal);
        DateTimeOffset now = _app.Clock.GetUtcNow();
        if (isActive && (isCommand || now - _typingSent < TypingPause)) return;
        if (!isActive && _typingSent == default) return;
        _typingSent = isActive ? now : default;
        // Whoever has sent a message has stopped typing anyway.
        if (isActive) session.SendTyping(conversation.Name);
    }

    private void MarkRead()
    {
        if (_shown is { } conversation && _isFocused && _timeline.IsAtEnd) ReadMarks.Send(conversation);
    }

    private void GoToUnread()
    {
        if (!_app.Conversations.StepToUnread()) _notice = "nothing is unread";
    }

    private void Notify(Conversation conversation, TimelineEntry entry)
    {
        if (!_isFocused || conversation != _shown)
            _notifier.Notify($"{entry.From} in {conversation.Name}", PlainText.Clean(entry.Text), _isFocused);
    }

    private void OpenPalette()
    {
        var items = new List<Choice>();
        foreach (Conversation each in _app.Conversations.Open.OrderByDescending(each => each.Mentions)
            .ThenByDescending(each => each.Unread))
        {
            string detail = each.Unread > 0 ? $"{each.Unread} unread" : each.IsServer ? "server" : each.IsRoom ? each.Topic : "private";
            items.Add(new Choice(each.Name, PlainText.Clean(detail), () => _app.Conversations.SwitchTo(each)));
        }
        foreach (string nick in _shown?.Roster?.Nicks.Order(StringComparer.OrdinalIgnoreCase) ?? Enumerable.Empty<string>())
        {
            items.Add(new Choice(nick, "write in private",
                () => _app.Conversations.SwitchTo(_app.Conversations.Ensure(_app.Network, nick))));
        }
        foreach (SlashCommand each in SlashCommands.All)
        {
            items.Add(new Choice(each.Usage, each.Summary, () => _editor.Replace($"/{each.Name} ")));
        }
        foreach (KeyActionRow each in KeyActions.All.Where(row => EditKeys.Find(row.Action) is null))
        {
            items.Add(new Choice(each.Summary, string.Join(' ', _settings.Keys.ChordsOf(each.Action)),
                () => Run(each.Action, interruptedBefore: false)));
        }
        _picker = new Picker("go to", items);
    }

    private void OpenHelp()
    {
        var items = new List<Choice>();
        foreach (KeyActionRow row in KeyActions.All)
        {
            string keys = string.Join(' ', _settings.Keys.ChordsOf(row.Action));
            string selected = string.Join(' ', _settings.SelectionKeys.ChordsOf(row.Action));
            if (keys.Length > 0) items.Add(new Choice(keys, row.Summary, static () => { }));
            if (selected.Length > 0) items.Add(new Choice(selected, $"{row.Summary} (while one is selected)", static () => { }));
        }
        _picker = new Picker("keys", items, isSorted: false);
    }

    private void ShowRooms()
    {
        List<RoomListed> rooms = [.. _listed.OrderByDescending(room => room.Members)];
        _listed.Clear();
        _picker = new Picker("rooms", [.. rooms.Select(room => new Choice(room.Room,
            $"{room.Members.ToString(CultureInfo.InvariantCulture)}  {PlainText.Clean(room.Topic)}", () =>
                _app.Session?.Join(room.Room)))]);
    }

    private void ShowFound(IReadOnlyList<ChatMessage> found)
    {
        _isDirty = true;
        _picker = new Picker("found", [.. found.Reverse().Select(each => new Choice(
            PlainText.Clean(each.Text.ReplaceLineEndings(" ")), $"{each.From} in {each.Conversation}", () =>
                JumpTo(each.Conversation, each.Id)))], isSorted: false);
    }

    private void PressInPicker(KeyEvent key)
    {
        Picker picker = _picker!;
        switch (KeyChord.Of(key).ToString())
        {
            case "escape" or "ctrl-c" or "ctrl-g": _picker = null; break;
            case "enter":
                _picker = null;
                picker.Selected?.Choose();
                break;
            case "up" or "ctrl-p": picker.Move(-1); break;
            case "down" or "ctrl-n" or "tab": picker.Move(1); break;
            case "pageup": picker.Move(-10); break;
            case "pagedown": picker.Move(10); break;
            case "backspace" or "ctrl-h": picker.Backspace(); break;
            default: if (key.IsText) picker.Type(key.Rune.ToString()); break;
        }
    }

    private void PressInSearch(KeyEvent key)
    {
        if (_shown is not { } conversation)
        {
            _search = null;
            return;
        }
        SearchBar search = _search!;
        switch (KeyChord.Of(key).ToString())
        {
            case "escape" or "ctrl-c" or "ctrl-g":
                _search = null;
                _timeline.Select(conversation, null);
                _timeline.ScrollToEnd();
                return;
            case "enter": _search = null; return;
            case "ctrl-r" or "up": search.Next(conversation.Timeline); break;
            case "backspace" or "ctrl-h": search.Backspace(conversation.Timeline); break;
            default: if (key.IsText) search.Type(key.Rune.ToString(), conversation.Timeline); break;
        }
        _timeline.Select(conversation, search.Position);
        // What is loaded has been searched: the server may have more.
        if (!search.Found && search.Text.Length > 0) conversation.Network.History!.LoadOlder(conversation);
    }

    private bool PressInSelection(KeyEvent key)
    {
        if (_shown is not { } conversation || _timeline.Selected is not { } position || position >= conversation.Timeline.End) return false;
        TimelineEntry entry = conversation.Timeline[position];
        switch (_settings.SelectionKeys.Find(KeyChord.Of(key)))
        {
            case KeyAction.SelectPrevious: _timeline.SelectNext(conversation, -1); return true;
            case KeyAction.SelectNext: _timeline.SelectNext(conversation, 1); return true;
            case KeyAction.Reply: Reply(entry); break;
            case KeyAction.React: React(conversation, entry); break;
            case KeyAction.Redact: Redact(conversation, entry); break;
            case KeyAction.Copy: _notice = Copy(PlainText.Clean(entry.Text)); break;
            case KeyAction.OpenLink: OpenLink(entry); break;
            case KeyAction.Who: _app.Session?.Outgoing.Send(Verbs.Whois, entry.From); break;
            case KeyAction.JumpToReply:
                if (entry.ReplyTo is { } id) JumpTo(conversation.Name, id);
                else _notice = "it answers no message";
                return true;
            case KeyAction.Cancel: break;
            default: return false;
        }
        _timeline.Select(conversation, null);
        return true;
    }

    private void Reply(in TimelineEntry entry)
    {
        if (MessageActions.CanReply(entry) is { } reason) _notice = reason;
        else _replyTo = entry.Id;
    }

    private void React(Conversation conversation, TimelineEntry entry)
    {
        if (MessageActions.CanReact(conversation, entry) is { } reason)
        {
            _notice = reason;
            return;
        }
        string[] symbols = ["👍", "❤️", "😂", "🎉", "😮", "😢", "✅", "👀", "🙏", "🔥"];
        string[] names = ["thumbs up", "heart", "laughing", "party", "surprised", "sad", "done", "looking", "thanks", "fire"];
        _picker = new Picker("react",
            [.. symbols.Select((symbol, i) =>
            new Choice($"{symbol} {names[i]}", "", () => _notice = MessageActions.React(conversation, entry, symbol) ?? ""))]);
    }

    private void Redact(Conversation conversation, in TimelineEntry entry) =>
        _notice = MessageActions.Redact(conversation, entry) ?? _notice;


    private void OpenLink(in TimelineEntry entry)
    {
        if (Links.First(entry.Text) is { } link) Open(link);
        else _notice = "there is no link in it";
    }

    private void Open(string link) => _notice = LinkOpener.TryOpen(link) ? $"opening {link}" : $"no program here opens {link}";

    private void JumpTo(string name, string? id)
    {
        if (id is null || _app.Conversations.Find(_app.Network, name) is not { } conversation) return;
        _app.Conversations.SwitchTo(conversation);
        FollowConversation();
        (_jumpTo, _jumpPages) = (id, 0);
        ContinueJump();
    }

    private void GoTo(Conversation conversation, long position)
    {
        _app.Conversations.SwitchTo(conversation);
        FollowConversation();
        _timeline.Select(conversation, position);
        _isDirty = true;
    }

    // What is not loaded yet is loaded page by page, as if one scrolled.
    private void ContinueJump()
    {
        if (_jumpTo is not { } id || _shown is not { } conversation) return;
        if (conversation.Timeline.TryFind(id, out long position))
        {
            _jumpTo = null;
            _timeline.Select(conversation, position);
            _isDirty = true;
        }
        else if (!conversation.History.IsLoadingOlder)
        {
            if (!conversation.History.HasOlder || _jumpPages++ > 100)
            {
                _jumpTo = null;
                _notice = "that message is not here any more";
            }
            else
            {
                conversation.Network.History!.LoadOlder(conversation);
            }
        }
    }

    private void Click(MouseEvent mouse)
    {
        if (mouse.Action == MouseAction.WheelUp) Scroll(3);
        else if (mouse.Action == MouseAction.WheelDown) Scroll(-3);
        if (mouse is not { Action: MouseAction.Press, Button: 0 } || _picker is not null) return;
        if (Contains(_roomArea, mouse))
        {
            if (_rooms.At(mouse.Row - _roomArea.Top, mouse.Column - _roomArea.Left) is { } conversation)
                _app.Conversations.SwitchTo(conversation);
        }
        else if (Contains(_memberArea, mouse))
        {
            if (_members.At(mouse.Row - _memberArea.Top) is { } nick)
                _app.Conversations.SwitchTo(_app.Conversations.Ensure(_app.Network, nick));
        }
        else if (Contains(_timelineArea, mouse) && _grid[mouse.Row, mouse.Column].Style.Link is var link and > 0)
        {
            Open(_grid.LinkOf(link));
        }
        else if (Contains(_timelineArea, mouse) && _shown is { } shown)
        {
            long? at = _timeline.At(mouse.Row - _timelineArea.Top);
            if (at is { } position && shown.Timeline.KindOf(position) <= EntryKind.Notice)
                _timeline.Select(shown, _timeline.Selected == at ? null : at);
        }
    }

    private static bool Contains(GridArea area, MouseEvent mouse) =>
        mouse.Row >= area.Top && mouse.Row < area.Top + area.Height && mouse.Column >= area.Left && mouse.Column < area.Left + area.Width;
}
