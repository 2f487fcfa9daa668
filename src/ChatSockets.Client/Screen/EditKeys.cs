using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>The actions of keys that edit the text that is being typed.</summary>
internal static class EditKeys
{
    public static EditAction? Find(KeyAction action) => action switch
    {
        KeyAction.Newline => EditAction.Newline,
        KeyAction.ForwardChar => EditAction.ForwardChar,
        KeyAction.BackwardChar => EditAction.BackwardChar,
        KeyAction.ForwardWord => EditAction.ForwardWord,
        KeyAction.BackwardWord => EditAction.BackwardWord,
        KeyAction.LineStart => EditAction.LineStart,
        KeyAction.LineEnd => EditAction.LineEnd,
        KeyAction.BufferStart => EditAction.BufferStart,
        KeyAction.BufferEnd => EditAction.BufferEnd,
        KeyAction.KillToEnd => EditAction.KillToEnd,
        KeyAction.KillToStart => EditAction.KillToStart,
        KeyAction.BackwardKillWord => EditAction.BackwardKillWord,
        KeyAction.KillWord => EditAction.KillWord,
        KeyAction.Yank => EditAction.Yank,
        KeyAction.YankPop => EditAction.YankPop,
        KeyAction.Undo => EditAction.Undo,
        KeyAction.Redo => EditAction.Redo,
        KeyAction.TransposeChars => EditAction.TransposeChars,
        KeyAction.UpcaseWord => EditAction.UpperWord,
        KeyAction.DowncaseWord => EditAction.LowerWord,
        KeyAction.CapitalizeWord => EditAction.CapitalizeWord,
        KeyAction.DeleteChar or KeyAction.DeleteCharOrQuit => EditAction.DeleteChar,
        KeyAction.Backspace => EditAction.BackspaceChar,
        _ => null,
    };
}
