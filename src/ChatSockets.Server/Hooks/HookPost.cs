using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ChatSockets.Server.Hooks;

/// <summary>
/// What an outgoing hook posts: an object of JSON with the line's parts, and the line in words as <c>text</c> and <c>content</c>, where the
/// services that many people use look for it.
/// </summary>
internal static class HookPost
{
    /// <summary>Makes one.</summary>
    public static byte[] Of(ReadOnlySpan<byte> room, ReadOnlySpan<byte> nickname, byte[]? account, ReadOnlySpan<byte> text,
        DateTimeOffset time)
    {
        var json = new ArrayBufferWriter<byte>(text.Length + 200);
        using (var writer = new Utf8JsonWriter(json))
        {
            string said = $"<{Encoding.UTF8.GetString(nickname)}> {Encoding.UTF8.GetString(text)}";
            writer.WriteStartObject();
            writer.WriteString("room", room);
            writer.WriteString("nickname", nickname);
            if (account is not null) writer.WriteString("account", account);
            writer.WriteString("message", text);
            writer.WriteString("time", time.UtcDateTime);
            writer.WriteString("text", said);
            writer.WriteString("content", said);
            writer.WriteEndObject();
        }
        return json.WrittenSpan.ToArray();
    }
}
