using System.Globalization;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Commands;

/// <summary>The parameters of a SEARCH: soju.im/search, "Standard search attributes"; or just a room and words.</summary>
internal sealed class SearchRequest
{
    /// <summary>The most messages in one reply.</summary>
    public const int MaximumLines = 100;

    private const int DefaultLines = 50;

    private readonly CommandContext _context;
    private string? _text;

    private SearchRequest(CommandContext context) => _context = context;

    /// <summary>In which room, or with whom; null for everywhere.</summary>
    public byte[]? In { get; private set; }

    /// <summary>The sender; null for anybody.</summary>
    public byte[]? Nickname { get; private set; }

    /// <summary>Behind that id.</summary>
    public long After { get; private set; }

    /// <summary>Before that id.</summary>
    public long Before { get; private set; } = LineRange.End;

    public int Limit { get; private set; } = DefaultLines;

    /// <summary>The words that the message must contain; null for any text.</summary>
    public List<SearchedWord>? Words { get; private set; }

    /// <summary>Whether the last ones count, and not the first.</summary>
    public bool IsFromEnd { get; private set; } = true;

    /// <summary>Understands a message; null where that could not be, and has been answered.</summary>
    public static SearchRequest? Parse(CommandContext context, in Message message)
    {
        var request = new SearchRequest(context);
        return (HasAttributes(message[0]) ? request.TryAttributes(new MessageTags(message[0])) : request.TryWords(message))
            ? request
            : null;
    }

    /// <summary>The attributes with which another request goes on at a time.</summary>
    public string From(DateTimeOffset time)
    {
        var text = new StringBuilder();
        if (In is not null) Add("in", In);
        if (Nickname is not null) Add("from", Nickname);
        if (!IsFromEnd && Before < LineRange.End) Add("before", ServerTime.Of(_context.Server.MessageIds.TimeOf(Before - 1)));
        Add(IsFromEnd ? "before" : "after", ServerTime.Of(time));
        if (Limit != DefaultLines) Add("limit", Encoding.ASCII.GetBytes(Limit.ToString(CultureInfo.InvariantCulture)));
        if (_text is not null) Add("text", Encoding.UTF8.GetBytes(_text));
        return text.ToString(1, text.Length - 1);

        void Add(string key, byte[] value) =>
            text.Append(';').Append(key).Append('=').Append(Encoding.UTF8.GetString(MessageTags.Escape(value)));
    }

    public void Fail(string parameter, string text)
    {
        if (_context.Session.Has(Capability.StandardReplies) || _context.Session.Has(Capability.Search))
            _context.Reply.Fail(Verbs.Search, "INVALID_PARAMS"u8, [Encoding.UTF8.GetBytes(parameter)], Encoding.UTF8.GetBytes(text));
        else _context.Reply.Notice(text);
    }

    private static bool HasAttributes(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> key = text[..Math.Max(0, text.IndexOf((byte)'='))];
        return key.SequenceEqual("in"u8) || key.SequenceEqual("from"u8) || key.SequenceEqual("after"u8) || key.SequenceEqual("before"u8)
            || key.SequenceEqual("text"u8) || key.SequenceEqual("limit"u8);
    }

    private bool TryWords(in Message message)
    {
        int first = message.Count > 1 && RoomName.IsRoom(message[0]) ? 1 : 0;
        if (first == 1) In = message[0].ToArray();
        var text = new StringBuilder();
        for (int i = first; i < message.Count; i++) text.Append(Encoding.UTF8.GetString(message[i])).Append(' ');
        return TryText(text.ToString());
    }

    private bool TryAttributes(MessageTags attributes)
    {
        foreach (MessageTag attribute in attributes)
        {
            string key = Encoding.UTF8.GetString(attribute.Key);
            string value = attributes.Get(attribute.Key) ?? "";
            if (!TryAttribute(key, value)) return false;
        }
        return true;
    }

    private bool TryAttribute(string key, string value)
    {
        switch (key)
        {
            case "in":
                In = Encoding.UTF8.GetBytes(value);
                return true;
            case "from":
                Nickname = Encoding.UTF8.GetBytes(value);
                return true;
            case "text":
                return TryText(value);
            case "limit":
                bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit > 0;
                if (isNumber) Limit = Math.Min(limit, MaximumLines);
                else Fail(key, "The limit must be a number above zero");
                return isNumber;
            case "after" or "before":
                if (!HistoryRequest.TryParseTime(Encoding.UTF8.GetBytes(value), out DateTimeOffset time))
                {
                    Fail(key, "The time must be like 2026-01-31T12:00:00.000Z");
                    return false;
                }
                // At that time counts, too.
                long first = _context.Server.MessageIds.FirstOf(time);
                if (key == "after") (After, IsFromEnd) = (first - 1, false);
                else Before = (first | MessageIds.Places) + 1;
                return true;
            default:
                // There may be more in later versions.
                return true;
        }
    }

    private bool TryText(string text)
    {
        _text = text.Trim();
        Words = WordQuery.Words(text);
        if (Words.Count == 0) Fail("text", "Say which words to look for");
        return Words.Count > 0;
    }
}
