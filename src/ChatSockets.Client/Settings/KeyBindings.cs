using System.Collections.Immutable;

namespace ChatSockets.Client.Settings;

/// <summary>Which key runs which action: the defaults, and the user's changes to them. Immutable.</summary>
internal sealed class KeyBindings
{
    /// <summary>The default keys of the input line.</summary>
    public static readonly KeyBindings Input = new(row => row.Keys);

    /// <summary>The default keys while a message is selected. Other keys keep their meaning in <see cref="Input"/>.</summary>
    public static readonly KeyBindings Selection = new(row => row.SelectionKeys);

    // The chords in the order of the table, then those of the user, for the help.
    private readonly ImmutableList<KeyChord> _order;
    private readonly ImmutableDictionary<KeyChord, KeyAction> _actions;

    private KeyBindings(Func<KeyActionRow, string> keys)
    {
        var bound = KeyActions.All.SelectMany(row => keys(row).Split(' ', StringSplitOptions.RemoveEmptyEntries), (row, key) =>
            KeyValuePair.Create(Chord(key), row.Action)).ToList();
        _order = [.. bound.Select(each => each.Key)];
        _actions = bound.ToImmutableDictionary();
        Changes = [];
    }

    private KeyBindings(KeyBindings defaults, IReadOnlyList<KeyBinding> changes)
    {
        (_order, _actions, Changes) = (defaults._order, defaults._actions, changes);
        foreach ((KeyChord chord, KeyAction? action) in changes)
        {
            _order = _order.Remove(chord);
            if (action is not null) _order = _order.Add(chord);
            _actions = action is { } bound ? _actions.SetItem(chord, bound) : _actions.Remove(chord);
        }
    }

    /// <summary>The user's changes, in the order of the file.</summary>
    public IReadOnlyList<KeyBinding> Changes { get; }

    /// <summary>Returns these bindings with some chords changed.</summary>
    public KeyBindings With(IReadOnlyList<KeyBinding> changes) => new(this, changes);

    /// <summary>Returns the action of a chord; null if there is none.</summary>
    public KeyAction? Find(KeyChord chord) => _actions.TryGetValue(chord, out KeyAction action) ? action : null;

    /// <summary>Returns the chords of an action, for the help; the first one is the best known.</summary>
    public IReadOnlyList<KeyChord> ChordsOf(KeyAction action) => [.. _order.Where(chord => _actions[chord] == action)];

    private static KeyChord Chord(string text) =>
        KeyChord.TryParse(text, out KeyChord chord, out string error) ? chord : throw new InvalidOperationException(error);
}

/// <summary>A chord and its action; null takes the chord away from its default action.</summary>
internal sealed record KeyBinding(KeyChord Chord, KeyAction? Action);
