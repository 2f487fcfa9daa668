namespace ChatSockets.Client.Terminal;

/// <summary>What a key does to the text that is being typed; the names are readline's.</summary>
internal enum EditAction
{
    ForwardChar,
    BackwardChar,
    ForwardWord,
    BackwardWord,
    LineStart,
    LineEnd,
    BufferStart,
    BufferEnd,
    DeleteChar,
    BackspaceChar,
    KillToEnd,
    KillToStart,
    KillWord,
    BackwardKillWord,
    Yank,
    YankPop,
    Undo,
    Redo,
    TransposeChars,
    UpperWord,
    LowerWord,
    CapitalizeWord,
    Newline,
}
