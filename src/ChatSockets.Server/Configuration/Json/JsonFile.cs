using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ChatSockets.Server.Configuration.Json;

/// <summary>
/// Reads JSON (RFC 8259) with comments and trailing commas into items that know their place in the file. Duplicate names are refused.
/// Errors go to <paramref name="refuse"/>; reading ends at a syntax error.
/// </summary>
internal ref struct JsonFile(ReadOnlySpan<byte> bytes, Action<JsonPlace, string> refuse)
{
    // Deeper than any configuration, and nothing that could use up a stack.
    private const int MaximumDepth = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private Utf8JsonReader _reader = new(bytes, new JsonReaderOptions
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaximumDepth,
    });

    /// <summary>Returns the file's object; null if there is none.</summary>
    public static JsonItem? Read(ReadOnlySpan<byte> bytes, Action<JsonPlace, string> refuse)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
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
            long line = exception.LineNumber ?? 0;
            int start = LineStart(bytes, line);
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
        refuse(root.Place, $"A configuration is an object: {{ \"port\": 5000 }}. This is {root.Description}.");
        return null;
    }

    private JsonItem Item()
    {
        JsonPlace place = Here();
        JsonTokenType type = _reader.TokenType;
        if (type == JsonTokenType.String) return new JsonItem(place, type, Text(place));
        if (type == JsonTokenType.StartObject) return Members(new JsonItem(place, type, ""));
        if (type != JsonTokenType.StartArray) return new JsonItem(place, type, Encoding.UTF8.GetString(_reader.ValueSpan));
        var list = new JsonItem(place, type, "");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) list.Items.Add(Item());
        return list;
    }

    private JsonItem Members(JsonItem item)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            JsonPlace place = Here();
            string name = Text(place);
            _reader.Read();
            JsonItem value = Item();
            if (item.Members.FirstOrDefault(member => member.Name == name) is not { } first)
                item.Members.Add(new JsonMember(place, name, value));
            else refuse(place, $"\"{name}\" is here for the second time, after line {first.Place.Line}. Remove one.");
        }
        return item;
    }

    private string Text(JsonPlace place)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, as \ud800, is JSON and no text.
            refuse(place, "This text has an escape that stands for no character. Write the character itself.");
            return "";
        }
    }

    private readonly JsonPlace Here() => PlaceOf(_bytes, (int)_reader.TokenStartIndex);

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
