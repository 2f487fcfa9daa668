using System.Collections.Immutable;

namespace ChatSockets.Storage;

/// <summary>A range of a conversation's lines between two ids, as far as the reader may see them.</summary>
/// <param name="Conversation">The number of the conversation in the store; 0 has no lines.</param>
/// <param name="After">Lines after this id.</param>
/// <param name="Before">Lines before this id.</param>
/// <param name="WithEvents">Whether events are included.</param>
internal readonly record struct LineRange(long Conversation, long After, long Before, bool WithEvents)
{
    /// <summary>The id before which all lines are.</summary>
    public const long End = long.MaxValue;

    /// <summary>The ranges that the reader may see, in order, set by the caller. Default is all.</summary>
    public ImmutableArray<IdRange> Readable { get; init; }

    /// <summary>Its readable parts, in order: few, and each of them without a gap.</summary>
    public IEnumerable<LineRange> Parts()
    {
        LineRange whole = this with { Readable = default };
        if (Readable.IsDefault)
        {
            yield return whole;
            yield break;
        }
        foreach (IdRange part in Readable)
        {
            LineRange range = whole with { After = Math.Max(After, part.After), Before = Math.Min(Before, part.Before) };
            if (range.Before - 1 > range.After) yield return range;
        }
    }
}
