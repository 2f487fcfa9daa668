using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ChatSockets.Protocol;
using ChatSockets.Server.Http;

namespace ChatSockets.Server.Hooks;

/// <summary>
/// What is to be said, from what was posted: the body as it is, JSON with <c>text</c> or <c>content</c>, or a form whose <c>payload</c> is
/// such JSON.
/// </summary>
internal static class HookText
{
    /// <summary>The longest text, in bytes.</summary>
    public const int LongestText = 4000;

    /// <summary>The most lines.</summary>
    public const int MostLines = 40;

    /// <summary>Reads it, or says what is wrong.</summary>
    public static bool TryRead(HttpRequest request, out string text, [NotNullWhen(false)] out HttpResponse? error)
    {
        text = "";
        string type = request.Header("Content-Type").Split(';')[0].Trim().ToLowerInvariant();
        error = type.StartsWith("multipart/", StringComparison.Ordinal)
            ? HttpResponse.Text(415, "Send the text itself, JSON, or a form with 'payload'; no parts.")
            : !Utf8.IsValid(request.Body.Span) ? HttpResponse.Text(400, "The body is not UTF-8.")
            : null;
        if (error is not null) return false;
        string body = Encoding.UTF8.GetString(request.Body.Span);
        bool isJson = type == "application/json";
        if (PayloadOf(request, body) is { } payload)
        {
            body = payload;
            isJson = true;
        }
        // curl -d says that it is a form, whatever it is.
        string? said = isJson || body.StartsWith('{') ? OfJson(body) : null;
        if (isJson && said is null) error = HttpResponse.Text(422,
            "The JSON must be an object with a 'text' or a 'content' that is a string.");
        text = said ?? body;
        return error is null;
    }

    /// <summary>The JSON in a form, as some senders have it; null where the body is no form, or has none.</summary>
    public static string? PayloadOf(HttpRequest request, string body)
    {
        const string Field = "payload=";
        bool isForm = request.Header("Content-Type").StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        if (!isForm || !body.StartsWith(Field, StringComparison.Ordinal)) return null;
        return Uri.UnescapeDataString(body[Field.Length..].Split('&')[0].Replace('+', ' '));
    }

    /// <summary>Cuts a text into the lines that can be said, or says what is wrong with it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">How many bytes fit into a line.</param>
    /// <param name="lines">The lines, each with whether it goes on where the one before it ended.</param>
    public static HttpResponse? Cut(string text, int room, out List<(byte[] Text, bool IsContinued)> lines)
    {
        lines = [];
        string[] parts = text.ReplaceLineEndings("\n").Split('\n').Select(part => part.TrimEnd()).SkipWhile(part =>
            part.Length == 0).ToArray();
        while (parts.Length > 0 && parts[^1].Length == 0) parts = parts[..^1];
        if (parts.Length == 0) return HttpResponse.Text(422, "There is no text to say.");
        if (Encoding.UTF8.GetByteCount(text) > LongestText) return HttpResponse.Text(413,
            $"A text may have {LongestText} bytes at the most.");
        foreach (string part in parts)
        {
            byte[] rest = Encoding.UTF8.GetBytes(new string([.. part.Select(letter => letter is '\t' || (char.IsControl(letter)
                && !IsFormatting(letter)) ? ' ' : letter)]));
            bool isContinued = false;
            do
            {
                ReadOnlySpan<byte> line = Utf8Text.Clip(rest, room);
                lines.Add((line.ToArray(), isContinued));
                rest = rest[line.Length..];
                isContinued = true;
            }
            while (rest.Length > 0);
        }
        return lines.Count > MostLines ? HttpResponse.Text(413, $"A text may have {MostLines} lines at the most.") : null;
    }

    // Bold, colour, italic and the like, as people use them in rooms.
    private static bool IsFormatting(char letter) => letter is '\x02' or '\x03' or '\x0F' or '\x11' or '\x1D' or '\x1E' or '\x1F' or '\x16';

    private static string? OfJson(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            foreach (string name in new[] { "text", "content" })
            {
                if (document.RootElement.TryGetProperty(name, out JsonElement value)
                    && value.ValueKind == JsonValueKind.String) return value.GetString();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Then it is a text like any other, or is refused.
        }
        return null;
    }
}
