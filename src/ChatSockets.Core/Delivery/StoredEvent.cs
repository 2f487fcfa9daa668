using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// An event in a room, in its stored form and as it is played back: IRCv3 event-playback. <see cref="LineKind"/> explains its text.
/// </summary>
internal static class StoredEvent
{
    /// <summary>The whole line without tags.</summary>
    /// <param name="line">An event, or tags without a text.</param>
    /// <param name="room">Where.</param>
    /// <param name="isExtended">JOIN with account and real name: IRCv3 extended-join.</param>
    public static byte[] Line(StoredLine line, byte[] room, bool isExtended)
    {
        var writer = new MessageWriter(stackalloc byte[WireLimits.Line]);
        writer.Source(line.Source);
        writer.Verb(VerbOf(line.Kind));
        // Who is gone, or has another name, is that everywhere.
        if (line.Kind is not (LineKind.Quit or LineKind.Nick)) writer.Parameter(room);
        ReadOnlySpan<byte> text = line.Text;
        switch (line.Kind)
        {
            case LineKind.Join when isExtended:
                writer.Parameter(line.Account ?? "*"u8);
                writer.Trailing(text);
                break;
            case LineKind.Part when text.IsEmpty:
                break;
            case LineKind.Part or LineKind.Quit or LineKind.Topic:
                writer.Trailing(text);
                break;
            case LineKind.Kick:
                int nickname = text.IndexOf((byte)' ');
                writer.Parameter(text[..nickname]);
                writer.Trailing(text[(nickname + 1)..]);
                break;
            case LineKind.Nick or LineKind.Mode:
                foreach (Range word in text.Split((byte)' ')) writer.Parameter(text[word]);
                break;
        }
        return writer.ToArray();
    }

    private static ReadOnlySpan<byte> VerbOf(LineKind kind) => kind switch
    {
        LineKind.Join => Verbs.Join,
        LineKind.Part => Verbs.Part,
        LineKind.Quit => Verbs.Quit,
        LineKind.Kick => Verbs.Kick,
        LineKind.Nick => Verbs.Nick,
        LineKind.Topic => Verbs.Topic,
        LineKind.Mode => Verbs.Mode,
        _ => Verbs.Tagmsg,
    };
}
