using System.Text.Json;

namespace ChatSockets.Server.Importing.Ergo;

/// <summary>A row of Ergo's history, as its JSON says it. Only messages; other events are counted.</summary>
internal sealed class ErgoItem
{
    private const int Privmsg = 1, Notice = 2;

    private ErgoItem(bool isNotice, string source, string account, bool isBot, List<(string Text, bool IsContinued)> parts)
    {
        IsNotice = isNotice;
        Source = source;
        Account = account;
        IsBot = isBot;
        Parts = parts;
    }

    public bool IsNotice { get; }

    /// <summary>nick!user@host.</summary>
    public string Source { get; }

    /// <summary>The account's name; empty for none.</summary>
    public string Account { get; }

    public bool IsBot { get; }

    /// <summary>The lines of the message, and whether the next one continues it.</summary>
    public IReadOnlyList<(string Text, bool IsContinued)> Parts { get; }

    /// <summary>Reads the JSON. Returns null for what is no message; the reason says why where it cannot be read.</summary>
    public static ErgoItem? Read(ReadOnlyMemory<byte> json, out string reason)
    {
        reason = "";
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement item = document.RootElement;
            int type = item.GetProperty("Type").GetInt32();
            if (type is not (Privmsg or Notice)) return null;
            JsonElement message = item.GetProperty("Message");
            string account = Text(item, "AccountName");
            return new ErgoItem(type == Notice, Text(item, "Nick"), account == "*" ? "" : account,
                item.TryGetProperty(nameof(IsBot), out JsonElement bot) && bot.ValueKind == JsonValueKind.True, Lines(message));
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            reason = "its data is not JSON as Ergo writes it";
            return null;
        }
    }

    // What the next line continues is said there, not here.
    private static List<(string Text, bool IsContinued)> Lines(JsonElement message)
    {
        if (!message.TryGetProperty("Split", out JsonElement split) || split.ValueKind != JsonValueKind.Array)
            return [(Text(message, "Message"), false)];
        JsonElement[] lines = [.. split.EnumerateArray()];
        var parts = new List<(string, bool)>();
        for (int i = 0; i < lines.Length; i++)
        {
            bool isContinued = i + 1 < lines.Length && lines[i + 1].TryGetProperty("Concat", out JsonElement concat)
                && concat.ValueKind == JsonValueKind.True;
            parts.Add((Text(lines[i], "Message"), isContinued));
        }
        return parts;
    }

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
