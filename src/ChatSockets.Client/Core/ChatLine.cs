using System.Globalization;

namespace ChatSockets.Client.Core;

internal enum ChatLineKind
{
    Message,
    Action,
    Notice,

    /// <summary>An event: somebody joined, a topic changed.</summary>
    Status,

    /// <summary>Something was refused.</summary>
    Error,
}

/// <summary>
/// One line for people to read, clean of control characters: <c>12:01 &lt;alice&gt; hello</c>, <c>12:01 -- bob joined #lobby</c>. The
/// conversation is named where it is not the one that the reader looks at.
/// </summary>
internal sealed record ChatLine(DateTimeOffset LocalTime, ChatLineKind Kind, string Where, string Who, string Text)
{
    /// <summary>Whether it was said before and is played back; then it has its date in front, which is how a reader tells.</summary>
    public bool IsDated { get; init; }

    public string Clock => LocalTime.ToString(IsDated ? "yyyy-MM-dd HH:mm" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The speaker as it is shown, or the mark of a line without one.</summary>
    public string Speaker => Kind switch
    {
        ChatLineKind.Message => $"<{Who}>",
        ChatLineKind.Action => $"* {Who}",
        ChatLineKind.Notice => $"-{Who}-",
        ChatLineKind.Status => "--",
        ChatLineKind.Error => "!!",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public override string ToString() => $"{Clock} {(Where.Length > 0 ? Where + " " : "")}{Speaker} {Text}";
}
