using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// Tells what is pasted from what is typed: xterm's "Bracketed Paste Mode". The terminal puts ESC [ 200 ~ before a paste and ESC [ 201 ~
/// behind it; the framework, which does not know these marks, gives them as keys, an Escape or an Alt with the bracket first. The
/// keyboard's thread alone uses it.
/// </summary>
/// <param name="onKey">Takes a key that was typed.</param>
/// <param name="onPaste">Takes all of a paste at once.</param>
internal sealed class PasteMarks(Action<ConsoleKeyInfo> onKey, Action<string> onPaste)
{
    private const string Begin = "\e[200~";
    private const string End = "\e[201~";

    // The longest text that is taken in one piece, in characters: whoever pastes a file has made a mistake.
    private const int MaximumLength = 64 * 1024;

    private readonly List<ConsoleKeyInfo> _held = [];
    private readonly StringBuilder _pasted = new();
    private int _matched;
    private bool _isPasting;

    private string Mark => _isPasting ? End : Begin;

    /// <summary>A key has come.</summary>
    public void Press(ConsoleKeyInfo key)
    {
        string letters = CharactersOf(key);
        if (!IsNext(letters))
        {
            Release();
            if (!IsNext(letters))
            {
                Take(key);
                return;
            }
        }
        _held.Add(key);
        _matched += letters.Length;
        if (_matched == Mark.Length) Toggle();
    }

    /// <summary>
    /// No other key is there yet: what looked like the beginning of a paste is none. Within one, its end may come in two pieces.
    /// </summary>
    public void Pause()
    {
        if (!_isPasting) Release();
    }

    // A key without letters, such as an arrow, is part of no mark.
    private bool IsNext(string letters) => letters.Length > 0 && Mark.AsSpan(_matched).StartsWith(letters);

    private void Toggle()
    {
        _held.Clear();
        _matched = 0;
        _isPasting = !_isPasting;
        if (_isPasting) return;
        onPaste(_pasted.ToString());
        _pasted.Clear();
    }

    private void Release()
    {
        foreach (ConsoleKeyInfo key in _held) Take(key);
        _held.Clear();
        _matched = 0;
    }

    private void Take(ConsoleKeyInfo key)
    {
        if (!_isPasting) onKey(key);
        else if (_pasted.Length < MaximumLength) _pasted.Append(key.Key == ConsoleKey.Enter ? "\n" : CharactersOf(key));
    }

    // As the terminal has sent them.
    private static string CharactersOf(ConsoleKeyInfo key)
    {
        string letter = key.Key == ConsoleKey.Escape ? "\e" : key.KeyChar == '\0' ? "" : key.KeyChar.ToString();
        return key.Modifiers.HasFlag(ConsoleModifiers.Alt) ? "\e" + letter : letter;
    }
}
