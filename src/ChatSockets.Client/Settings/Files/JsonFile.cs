using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ChatSockets.Client.Settings.Kinds;

namespace ChatSockets.Client.Settings.Files;

/// <summary>
/// Reads JSON (RFC 8259) with comments and trailing commas into items that know their place in the file. Duplicate names are refused.
/// Errors go to <paramref name="refuse"/>; reading ends at a syntax error.
/// </summary>
internal ref struct JsonFile(ReadOnlySpan<byte> bytes, Action<JsonPlace, string> refuse)
{
    // Deeper than any settings, and nothing that could use up a stack.
    private const int MaximumDepth = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private Utf8JsonReader _reader = new(bytes, new JsonReaderOptions
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaximumDepth,
    });

    /// <summary>Returns the file's object; null if there is none.</summary>
    /// <param name="bytes">The file without a byte order mark.</param>
    /// <param name="refuse">Takes the errors.</param>
    public static JsonItem? Read(ReadOnlySpan<byte> bytes, Action<JsonPlace, string> refuse)
    {
        if (!Utf8.IsValid(bytes))
        {
            refuse(PlaceOf(bytes, ValidBytes(bytes)), "This is not UTF-8. Save the file as UTF-8.");
            return null;
        }
        var file = new JsonFile(bytes, refuse);
        try
        {
            return file.Root();
        }
        catch (JsonException exception)
        {
            int start = LineStart(bytes, exception.LineNumber ?? 0);
            int offset = Math.Min(start + (int)(exception.BytePositionInLine ?? 0), bytes.Length);
            refuse(PlaceOf(bytes, offset), $"This is not JSON: {Reason(exception)}");
            return null;
        }
    }

    private JsonItem? Root()
    {
        _reader.Read();
        JsonItem root = Item();
        // Whatever follows is a mistake that the reader throws for.
        _reader.Read();
        if (root.Type == JsonTokenType.StartObject) return root;
        refuse(root.Place, $"Settings are an object: {{ \"theme\": \"dark\" }}. This is {root.Description}.");
        return null;
    }

    private JsonItem Item()
    {
        int start = (int)_reader.TokenStartIndex;
        JsonPlace place = PlaceOf(_bytes, start);
        JsonTokenType type = _reader.TokenType;
        string text = type switch
        {
            JsonTokenType.StartObject or JsonTokenType.StartArray => "",
            JsonTokenType.String => Text(place),
            _ => Encoding.UTF8.GetString(_reader.ValueSpan),
        };
        var item = new JsonItem(place, start, type, text);
        if (type == JsonTokenType.StartObject) ReadMembers(item);
        else if (type == JsonTokenType.StartArray)
        {
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) item.Items.Add(Item());
        }
        item.End = (int)_reader.BytesConsumed;
        return item;
    }

    private void ReadMembers(JsonItem item)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            JsonPlace place = PlaceOf(_bytes, (int)_reader.TokenStartIndex);
            string name = Text(place);
            _reader.Read();
            JsonItem value = Item();
            if (item.Member(name) is not { } first) item.Members.Add(new JsonMember(place, name, value));
            else refuse(place, $"\"{name}\" is here for the second time, after line {first.Place.Line}. Remove one.");
        }
    }

    private string Text(JsonPlace place)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, such as \ud800, is JSON but not text.
            refuse(place, "This text has an escape that stands for no character. Write the character itself.");
            return "";
        }
    }

    private static JsonPlace PlaceOf(ReadOnlySpan<byte> bytes, int offset)
    {
        ReadOnlySpan<byte> before = bytes[..offset];
        int line = before.Count((byte)'\n') + 1;
        return new JsonPlace(line, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }

    private static int LineStart(ReadOnlySpan<byte> bytes, long line)
    {
        int start = 0;
        for (; line > 0; line--) start += bytes[start..].IndexOf((byte)'\n') + 1;
        return start;
    }

    private static int ValidBytes(ReadOnlySpan<byte> bytes)
    {
        int valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out int count) == System.Buffers.OperationStatus.Done) valid += count;
        return valid;
    }

    // The framework's words without the position, which we give ourselves, and without advice for programmers.
    private static string Reason(JsonException exception)
    {
        string text = exception.Message;
        foreach (string end in (string[])[" LineNumber:", " Path:", ", when isFinalBlock", " Change the reader options"])
        {
            int at = text.IndexOf(end, StringComparison.Ordinal);
            if (at >= 0) text = text[..at];
        }
        return text.EndsWith('.') ? text : text + ".";
    }
}
