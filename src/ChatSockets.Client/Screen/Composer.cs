using ChatSockets.Client.Commands;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Screen;

/// <summary>The line that is being typed: its text, what it answers or replaces, what was typed before it, and how it is sent.</summary>
internal sealed class Composer
{
    private readonly ClientApp _app;
    private readonly ScreenState _state;
    private readonly ClientSettings _settings;
    private readonly TextEditor _editor = new(new KillRing());
    private readonly CompletionCycle _completion;
    private readonly TypingNotices _typing;
    private Correction? _correction;
    private int _typedIndex;

    public Composer(ClientApp app, ScreenState state, ClientSettings settings)
    {
        (_app, _state, _settings) = (app, state, settings);
        _completion = new CompletionCycle(new ChatCompletion(app).Candidates);
        _typing = new TypingNotices(app);
    }

    public string Text => _editor.Text;

    public bool IsEmpty => _editor.IsEmpty;

    /// <summary>The id of the message that it answers; null for none.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>Whether it takes the place of a message of ours.</summary>
    public bool IsCorrection => _correction is not null;

    /// <summary>Whether the text is one with a password, with what is pasted into it.</summary>
    public bool IsSecret(string pasted = "") => SecretStart(_editor.Text.Insert(_editor.Cursor, pasted)) is not null;

    /// <summary>Another conversation is shown: what is half typed stays with the one it was typed for.</summary>
    public void Follow(Conversation? left, Conversation? current)
    {
        // What is typed while the first room is being entered is meant for that.
        string carried = left is { IsServer: true } && !_editor.Text.StartsWith('/') ? _editor.Text : "";
        if (left is not null) left.Draft = carried.Length > 0 ? "" : _editor.Text;
        _editor.Reset(current?.Draft is { Length: > 0 } draft ? draft : carried);
        _typedIndex = current?.Typed.Count ?? 0;
        ReplyTo = null;
        _correction = null;
    }

    public void Type(string text)
    {
        _completion.Reset();
        _editor.Insert(text, isTyped: true);
        SendTyping(isActive: true);
    }

    public void Paste(string text) => _editor.Insert(text.Trim('\n'));

    public void Replace(string text) => _editor.Replace(text);

    public void Edit(EditAction action) => _editor.Run(action);

    public void Complete(bool backwards)
    {
        (string text, int cursor) = _completion.Next(_editor.Text, _editor.Cursor, backwards);
        _editor.Replace(text, cursor);
    }

    /// <summary>Something else than a completion was done: the next one begins anew.</summary>
    public void EndCompletion() => _completion.Reset();

    /// <summary>Throws away what is typed, and what it answers.</summary>
    public void Empty()
    {
        _editor.Replace("");
        ReplyTo = null;
        _correction = null;
    }

    /// <summary>The text answers nothing any more; the one of a correction goes with it.</summary>
    public void Cancel()
    {
        ReplyTo = null;
        if (_correction is not null) _editor.Replace("");
        _correction = null;
    }

    /// <summary>A message of ours comes back into the line.</summary>
    public void Correct()
    {
        if (_state.Shown is not { } conversation) return;
        if (Correction.Of(conversation, out string? reason) is { } correction)
        {
            _correction = correction;
            _editor.Replace(correction.Text);
        }
        else if (reason is not null)
        {
            _state.Notice = reason;
        }
    }

    /// <summary>Within several rows the cursor moves first; at their edge the text becomes what was sent before or after.</summary>
    public void Recall(int direction, int width)
    {
        if (MoveRow(Layout(width), direction) || _state.Shown is not { } conversation) return;
        int index = _typedIndex + direction;
        if (index < 0 || index > conversation.Typed.Count) return;
        if (_typedIndex == conversation.Typed.Count) conversation.Draft = _editor.Text;
        _typedIndex = index;
        _editor.Reset(index == conversation.Typed.Count ? conversation.Draft : conversation.Typed[index]);
    }

    public void Send()
    {
        string text = _editor.Text;
        if (string.IsNullOrWhiteSpace(text) || _state.Shown is not { } conversation) return;
        TypedLine typed = text.Contains('\n', StringComparison.Ordinal) ? new TypedLine(null, text) : TypedLine.Parse(text);
        string? error = typed.Command is not null ? SlashCommands.Run(_app, typed) : Say(conversation, typed.Text);
        if (error is not null)
        {
            // Nothing that was typed is lost: it can be corrected and sent again.
            _state.Notice = error;
            return;
        }
        // A password is nothing to walk back to.
        bool isSecret = SecretStart(text) is not null;
        if (!isSecret && (conversation.Typed.Count == 0 || conversation.Typed[^1] != text)) conversation.Typed.Add(text);
        ReplyTo = null;
        if (_correction?.Withdraw() is { } reason) _state.Notice = reason;
        _correction = null;
        conversation.Draft = "";
        _editor.Reset();
        _typedIndex = conversation.Typed.Count;
        SendTyping(isActive: false);
        _state.Timeline.ScrollToEnd();
    }

    /// <summary>The rows of the text in a screen of that width.</summary>
    public EditorLayout Layout(int width) =>
        EditorLayout.Of(ShownText(), _editor.Cursor, Math.Max(4, width - CellWidth.Of(Prompt(width))));

    /// <summary>Draws the rows around the cursor.</summary>
    public void Draw(GridArea area, EditorLayout layout)
    {
        string text = ShownText(), prompt = Prompt(area.Width);
        int indent = CellWidth.Of(prompt), rows = area.Height;
        int first = Math.Clamp(layout.CursorRow - rows + 1, 0, Math.Max(0, layout.Rows.Count - rows));
        area.Write(0, 0, prompt, _state.Theme.TitleText);
        for (int i = 0; i < rows && first + i < layout.Rows.Count; i++)
        {
            (int start, int length) = layout.Rows[first + i];
            area.Write(i, indent, text.AsSpan(start, length), default);
        }
        if (_state.Picker is null)
            area.PlaceCursor(layout.CursorRow - first, Math.Min(indent + layout.CursorColumn, area.Width - 1), indent);
    }

    // The prompt says who will read what is typed.
    private string Prompt(int width)
    {
        string name = _state.Shown is { } shown ? PlainText.Clean(shown.Name) : "";
        int most = Math.Max(8, width / 3);
        return name.Length == 0 ? "> " : $"[{(name.Length > most ? name[..most] + "…" : name)}] ";
    }

    // A password is hidden while it is typed. The cursor counts in characters of the text: so it keeps its length.
    private string ShownText()
    {
        string text = _editor.Text.Replace('\t', ' ');
        return SecretStart(text) is { } start ? text[..start] + new string('*', text.Length - start) : text;
    }

    private bool MoveRow(EditorLayout layout, int direction)
    {
        int row = layout.CursorRow + direction;
        if (row < 0 || row >= layout.Rows.Count) return false;
        int at = layout.Rows[row].Start, end = at + layout.Rows[row].Length, cells = 0;
        while (at < end && cells < layout.CursorColumn)
        {
            int next = _editor.After(at);
            cells += CellWidth.Of(_editor.Text.AsSpan(at, next - at));
            at = next;
        }
        _editor.MoveTo(at);
        return true;
    }

    private string? Say(Conversation conversation, string text)
    {
        if (conversation.IsServer) return "nobody can hear you here: /join a room first";
        ClientApp.Say(conversation, _settings.EmojiShortcodes ? EmojiNames.Replace(text) : text, SpeechKind.Message, ReplyTo);
        return null;
    }

    private int? SecretStart(string text) => Secrets.StartOfTyped(_state.Shown?.Name ?? "", text);

    private void SendTyping(bool isActive)
    {
        if (_settings.Typing) _typing.Send(_state.Shown, _editor.Text, isActive);
    }
}
