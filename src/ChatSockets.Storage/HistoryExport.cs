using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatSockets.Protocol;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// Exports messages as JSON: one object per line, conversation by conversation, each from its oldest line on. In pages, so that memory does
/// not grow with the number of lines, and the server's file is not held for longer than it takes to read a page. One thread.
/// </summary>
internal sealed class HistoryExport : IDisposable
{
    private const int Page = 1000;

    private readonly IStoreAccess _store;
    private readonly TextWriter _output;
    private readonly MessageIds _ids;
    private readonly ArrayBufferWriter<byte> _page = new();
    private readonly Utf8JsonWriter _json;
    private readonly byte[] _msgid = new byte[MessageIds.Length];

    /// <param name="store">The store.</param>
    /// <param name="output">The output, in UTF-8 if it becomes bytes.</param>
    /// <exception cref="StoreException">It could not be read.</exception>
    public HistoryExport(IStoreAccess store, TextWriter output)
    {
        _store = store;
        _output = output;
        _ids = store.Read(connection => Store.IdsOf(connection, TimeProvider.System));
        // Relaxed is what it escapes only for web pages.
        _json = new Utf8JsonWriter(_page, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Called after each page with the number of its lines.</summary>
    public Action<int>? PageDone { get; init; }

    /// <summary>Writes the lines of one conversation.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="account">Whose lines only; null for everybody's.</param>
    /// <param name="from">The lowest id.</param>
    /// <param name="cancellation">Ends it after a page.</param>
    /// <exception cref="StoreException">It could not be read.</exception>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Write(StoredConversation conversation, byte[]? account, long from, CancellationToken cancellation)
    {
        int count = Page;
        for (long next = from; count == Page && !cancellation.IsCancellationRequested;)
        {
            _page.Clear();
            (count, next) = ReadPage(conversation, account, next);
            _output.Write(Encoding.UTF8.GetString(_page.WrittenSpan));
            PageDone?.Invoke(count);
        }
    }

    public void Dispose() => _json.Dispose();

    private (int Count, long Next) ReadPage(StoredConversation conversation, byte[]? account, long from) => _store.Read(connection =>
    {
        List<StoredLine> lines = LineQuery.First(connection,
            new LineRange(conversation.Id, from - 1, LineRange.End, WithEvents: true), Page);
        foreach (StoredLine line in lines)
        {
            if (account is null || (line.Account is not null && CaseMapping.Ascii.Equals(line.Account, account)))
                WriteLine(conversation, line);
        }
        return (lines.Count, lines.Count > 0 ? lines[^1].Id + 1 : from);
    });

    private void WriteLine(StoredConversation conversation, StoredLine line)
    {
        _ids.Write(line.Id, _msgid);
        _json.WriteStartObject();
        _json.WriteString("time", _ids.TimeOf(line.Id).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        _json.WriteString("msgid", _msgid);
        _json.WriteString(conversation.IsRoom ? "room" : "conversation", Text(conversation.Name));
        _json.WriteString("kind", NameOf(line.Kind));
        _json.WriteString("nick", Text(Source.Parse(line.Source).Name));
        _json.WriteString("source", Text(line.Source));
        if (line.Account is not null) _json.WriteString("account", Text(line.Account));
        if (line.IsBot) _json.WriteBoolean("bot", true);
        _json.WriteString("text", Joined(line.Kind, Text(line.Text)));
        WriteTags(line.Tags);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _page.Write("\n"u8);
    }

    private void WriteTags(byte[] kept)
    {
        if (kept.Length == 0) return;
        _json.WriteStartObject("tags");
        foreach (MessageTag tag in new MessageTags(kept))
        {
            var value = new byte[tag.EscapedValue.Length];
            _json.WriteString(Text(tag.Key), Text(value.AsSpan(0, MessageTags.Unescape(tag.EscapedValue, value))));
        }
        _json.WriteEndObject();
    }

    private static string NameOf(LineKind kind) => kind switch
    {
        LineKind.MultilinePrivmsg => "privmsg",
        LineKind.MultilineNotice => "notice",
        _ => kind.ToString().ToLowerInvariant(),
    };

    // Where a line went on with the next one, there was no end of it.
    private static string Joined(LineKind kind, string text) =>
        kind is LineKind.MultilinePrivmsg or LineKind.MultilineNotice ? text.Replace("\r", "", StringComparison.Ordinal) : text;

    // Never refuses: a byte that is none of UTF-8 becomes a replacement character.
    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
