using System.Diagnostics;
using System.Globalization;
using ChatSockets.Client.Commands;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client;

/// <summary>A person at a terminal: messages scroll above the line that is being typed.</summary>
internal sealed class TerminalChat : IFrontend
{
    private readonly ClientApp _app;
    private readonly Func<int> _width;
    private readonly PromptScreen _screen;
    private readonly LineEditor _editor;
    private readonly ChatRows _rows;
    private readonly TerminalInput? _input;
    private bool _interruptedOnce;

    /// <summary>With the process's own terminal.</summary>
    public TerminalChat(ClientApp app)
        : this(app, Console.Out, static () => Console.WindowWidth, Style.FromEnvironment())
    {
        _input = new TerminalInput(key => app.Post(new KeyPressed(key)), text => app.Post(new Pasted(text)), () => app.Post(new Resized()));
    }

    /// <summary>With any screen; keys are the caller's to post.</summary>
    public TerminalChat(ClientApp app, TextWriter output, Func<int> width, Style style)
    {
        _app = app;
        _width = width;
        _screen = new PromptScreen(output);
        _rows = new ChatRows(style);
        _editor = new LineEditor(new ChatCompletion(app).Candidates);
    }

    public bool Reconnects => true;

    public void Begin()
    {
        _input?.Start();
        _screen.Begin();
        _screen.Width = _width();
        Tell(_app.Lines.Status($"connecting to {_app.Options.Server} (Ctrl-C twice to quit)"));
        Flush();
    }

    public void Ready(Network network)
    {
    }

    public void Show(Network network, SessionEvent happened)
    {
        if (_app.Lines.From(network, happened) is { } line) Tell(line);
    }

    public void Tell(ChatLine line)
    {
        _screen.Width = _width();
        foreach (string row in _rows.Of(line, _screen.Width)) _screen.Print(row);
    }

    public void Handle(InputEvent input)
    {
        switch (input)
        {
            case KeyPressed key: Press(key.Key); break;
            case Pasted pasted: _editor.Paste(pasted.Text); break;
            case Resized: break;
            default: throw new UnreachableException();
        }
    }

    public void TimeOut()
    {
    }

    public void Clear() => _screen.Clear();

    public void Flush()
    {
        _screen.Width = _width();
        string prompt = _app.Conversations.Current is { } current ? $"[{PlainText.Clean(current.Name)}] " : "> ";
        _screen.Draw(PromptLine.Layout(prompt, _editor.Text, _editor.Cursor, _screen.Width));
    }

    public void Dispose()
    {
        _screen.End();
        _input?.Dispose();
    }

    private void Press(ConsoleKeyInfo key)
    {
        EditResult result = _editor.Press(key);
        bool interruptedBefore = _interruptedOnce;
        _interruptedOnce = result is EditResult.Interrupted;
        switch (result)
        {
            case EditResult.Edited: break;
            case EditResult.Entered entered: Enter(entered.Text); break;
            case EditResult.Interrupted when interruptedBefore: _app.Leave(ExitCode.Done); break;
            case EditResult.Interrupted: Tell(_app.Lines.Status("press Ctrl-C once more to quit")); break;
            case EditResult.Ended: _app.Leave(ExitCode.Done); break;
            case EditResult.RedrawWanted: _screen.Clear(); break;
            case EditResult.Other other: SwitchBy(other.Key); break;
            default: throw new UnreachableException();
        }
    }

    private void Enter(string text)
    {
        if (text.Length == 0) return;
        if (text.Contains('\n', StringComparison.Ordinal))
        {
            EnterPasted(text);
            return;
        }
        TypedLine typed = TypedLine.Parse(text);
        string? error = typed.Command is not null ? SlashCommands.Run(_app, typed) : Say(typed.Text);
        if (error is null) return;
        // Nothing that was typed is lost: it can be corrected and sent again.
        _app.TellError(error);
        _editor.Put(text);
    }

    // Lines that were pasted are all said: none of them is a command, whatever it begins with.
    private void EnterPasted(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < lines.Length; i++)
        {
            if (Say(lines[i]) is not { } error) continue;
            _app.TellError(error);
            _editor.Put(string.Join('\n', lines[i..]));
            return;
        }
    }

    private string? Say(string text)
    {
        if (_app.Session is not { IsRegistered: true }) return "not connected at present; your line stays in the editor";
        if (_app.Conversations.Current is not { } current) return "not in a room; /join one first";
        _app.Say(current.Name, text);
        return null;
    }

    private void SwitchBy(ConsoleKeyInfo key)
    {
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        if (control && key.Key == ConsoleKey.N) _app.Conversations.Step(1);
        else if (control && key.Key == ConsoleKey.P) _app.Conversations.Step(-1);
        else if (key.Modifiers.HasFlag(ConsoleModifiers.Alt) && char.IsAsciiDigit(key.KeyChar))
        {
            _app.Conversations.SwitchTo(int.Parse(key.KeyChar.ToString(), CultureInfo.InvariantCulture));
        }
    }
}
