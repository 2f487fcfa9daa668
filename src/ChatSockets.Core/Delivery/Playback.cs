using System.Buffers;
using System.Globalization;
using System.Text;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// Stored messages as one reader sees them: with their original tags, in the form of the reader's present capabilities. Used by the
/// reader's thread; the caller sends the written lines.
/// </summary>
/// <remarks>IRCv3 chathistory, "Returned message notes"; the forms are those of a <see cref="Broadcast"/>.</remarks>
/// <param name="reader">The reader.</param>
/// <param name="target">The conversation.</param>
/// <param name="batch">The batch around the lines; null for none.</param>
internal sealed class Playback(Session reader, HistoryTarget target, byte[]? batch)
{
    private readonly ChatEnvironment _server = reader.Server;
    private readonly ArrayBufferWriter<byte> _form = new();

    /// <summary>
    /// Whether a reader without any tags gets the time as text before each message. By the server's own clock, as in line mode.
    /// </summary>
    public bool TellsTime { get; init; }

    /// <summary>Whether a message of several lines comes as several messages for everybody.</summary>
    public bool IsFlat { get; init; }

    /// <summary>The lines written so far.</summary>
    public ReadOnlySpan<byte> Written => _form.WrittenSpan;

    /// <summary>Clears the written lines after they have been sent.</summary>
    public void Clear() => _form.Clear();

    public void Write(StoredLine line)
    {
        if (_server.Cloaks.Hide(line.Source) is { } shown && shown != line.Source) line = line with { Source = shown };
        switch (line.Kind)
        {
            case LineKind.Privmsg or LineKind.Notice:
                WriteLine(line, line.Text, withId: true);
                break;
            case LineKind.MultilinePrivmsg or LineKind.MultilineNotice when Is(Variant.Multiline) && batch is not null && !IsFlat:
                WriteBatch(line, batch);
                break;
            case LineKind.MultilinePrivmsg or LineKind.MultilineNotice:
                WriteSeveral(line);
                break;
            case LineKind.Tagmsg when !Is(Variant.Tags):
                break;
            default:
                WriteTags(line, withId: true);
                _form.Write(StoredEvent.Line(line, target.TargetOf(line), Is(Variant.ExtendedJoin)));
                break;
        }
    }

    private bool Is(Variant variant) => reader.Outbox.Variant.HasFlag(variant);

    private static ReadOnlySpan<byte> VerbOf(StoredLine line) =>
        line.Kind is LineKind.Notice or LineKind.MultilineNotice ? Verbs.Notice : Verbs.Privmsg;

    private void WriteLine(StoredLine line, ReadOnlySpan<byte> text, bool withId)
    {
        Span<byte> buffer = stackalloc byte[WireLimits.Line];
        string? time = TellsTime && !Is(Variant.Time) ? TimeText(_server.MessageIds.TimeOf(line.Id)) : null;
        if (Is(Variant.Typed))
        {
            int length = Lines.Say(buffer, line.Source, VerbOf(line), target.TargetOf(line), text, isTagsOnly: false);
            _form.Write(LineModeRenderer.Render(_server, buffer[..length], time ?? ""));
            return;
        }
        if (time is not null) text = WithTime(text, time);
        WriteTags(line, withId);
        _form.Write(buffer[..Lines.Say(buffer, line.Source, VerbOf(line), target.TargetOf(line), text, isTagsOnly: false)]);
    }

    private string TimeText(DateTimeOffset time)
    {
        TimeProvider clock = _server.Clock;
        DateTimeOffset local = TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone);
        return local.ToString(local.Date == clock.GetLocalNow().Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    // What somebody does (CTCP ACTION) stays that.
    private static byte[] WithTime(ReadOnlySpan<byte> text, string time)
    {
        ReadOnlySpan<byte> action = "\u0001ACTION "u8;
        byte[] prefix = Encoding.ASCII.GetBytes($"[{time}] ");
        return text.StartsWith(action) ? [.. action, .. prefix, .. text[action.Length..]] : [.. prefix, .. text];
    }

    // Without a batch: what belongs to the whole message stands on its first line, and blank ones are none.
    private void WriteSeveral(StoredLine line)
    {
        bool isFirst = true;
        foreach (Range range in line.Text.AsSpan().SplitAny((byte)'\n', (byte)'\r'))
        {
            if (line.Text.AsSpan(range).IsEmpty) continue;
            WriteLine(line, line.Text.AsSpan(range), isFirst);
            isFirst = false;
        }
    }

    // IRCv3 multiline; a batch within the batch.
    private void WriteBatch(StoredLine line, byte[] outer)
    {
        byte[] inner = Encoding.ASCII.GetBytes($"m{reader.NextBatch()}"), name = target.TargetOf(line);
        WriteTags(line, withId: true);
        _form.Write(Lines.OpenBatch(line.Source, inner, name));
        Span<byte> buffer = stackalloc byte[WireLimits.Line];
        ReadOnlySpan<byte> text = line.Text;
        foreach (Range range in text.SplitAny((byte)'\n', (byte)'\r'))
        {
            bool isContinued = range.Start.Value > 0 && text[range.Start.Value - 1] == (byte)'\r';
            _form.Write("@batch="u8);
            _form.Write(inner);
            _form.Write(isContinued ? ";draft/multiline-concat "u8 : " "u8);
            _form.Write(buffer[..Lines.Say(buffer, line.Source, VerbOf(line), name, text[range], isTagsOnly: false)]);
        }
        _form.Write("@batch="u8);
        _form.Write(outer);
        _form.Write(" "u8);
        _form.Write(Lines.CloseBatch(_server, inner));
    }

    private void WriteTags(StoredLine line, bool withId)
    {
        byte separator = (byte)'@';
        if (batch is not null) Write(ref separator, "batch="u8, batch);
        if (Is(Variant.Time)) Write(ref separator, "time="u8, ServerTime.Of(_server.MessageIds.TimeOf(line.Id)));
        if (Is(Variant.Account) && line.Account is { } account) Write(ref separator, "account="u8, MessageTags.Escape(account));
        if (withId && Is(Variant.Tags))
        {
            Span<byte> id = stackalloc byte[MessageIds.Length];
            _server.MessageIds.Write(line.Id, id);
            Write(ref separator, "msgid="u8, id);
            if (line.IsBot) Write(ref separator, "bot"u8, default);
            _form.Write(line.Tags);
        }
        if (separator == (byte)';') _form.Write(" "u8);
    }

    private void Write(ref byte separator, ReadOnlySpan<byte> key, scoped ReadOnlySpan<byte> value)
    {
        _form.Write([separator]);
        _form.Write(key);
        _form.Write(value);
        separator = (byte)';';
    }
}
