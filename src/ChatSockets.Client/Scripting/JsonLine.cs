using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// An event as one JSON object on one line: time (UTC), type, and, if it has them, room, from, text, id, to (<c>@#room</c>, if only some
/// members see it), self and replayed. Texts are unchanged, including formatting codes; control characters are escaped, so that one object
/// is always one line.
/// </summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>False where the event is nothing for a reader, and nothing was written.</summary>
    public static bool Write(SessionEvent happened, IBufferWriter<byte> output)
    {
        bool isNothing = happened is Greeted or Ponged or Acknowledged or Typing or ReadMarked or AwayChanged or PastEvent or HistoryTarget
            or RoomsListed or AccountMade;
        if (isNothing) return false;
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("time"u8, happened.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        switch (happened)
        {
            case ChatMessage e:
                Write(json, e.Kind switch { SpeechKind.Action => "action", SpeechKind.Notice => "notice", _ => "message" }, e.Conversation,
                    e.From, ChatLines.ShownText(e));
                if (e.Id is not null) json.WriteString("id"u8, e.Id);
                if (e.Status.Length > 0) json.WriteString("to"u8, e.To);
                json.WriteBoolean("self"u8, e.Self);
                if (e.Replayed) json.WriteBoolean("replayed"u8, true);
                break;
            case Registered e: Write(json, "registered", null, e.Nick, null); break;
            case NickRefused e: Write(json, "error", null, null, $"{e.Nick}: {e.Reason}"); break;
            case RegistrationRefused e: Write(json, "error", null, null, e.Reason); break;
            case Joined e: Write(json, "join", e.Room, e.Nick, null, e.Self); break;
            case JoinRefused e: Write(json, "error", e.Room, null, e.Reason); break;
            case Parted e: Write(json, "part", e.Room, e.Nick, e.Reason, e.Self); break;
            case LeftServer e: Write(json, "quit", null, e.Nick, e.Reason, self: false); break;
            case Renamed e:
                Write(json, "nick", null, e.OldNick, null, e.Self);
                json.WriteString("nick"u8, e.NewNick);
                break;
            case Kicked e:
                Write(json, "kick", e.Room, e.By, e.Reason, e.Self);
                json.WriteString("nick"u8, e.Nick);
                break;
            case TopicSeen e: Write(json, "topic", e.Room, e.By.Length > 0 ? e.By : null, e.Text); break;
            case ModeChanged e: Write(json, "mode", e.Target, e.By, e.Modes); break;
            case MembersListed e:
                Write(json, "names", e.Room, null, null);
                json.WriteStartArray("members"u8);
                foreach (string member in e.Members) json.WriteStringValue(member);
                json.WriteEndArray();
                break;
            case Invited e: Write(json, "invite", e.Room, e.By, null); break;
            case Informed e: Write(json, "info", e.Room.Length > 0 ? e.Room : null, null, e.Text); break;
            case Refused e:
                Write(json, "error", e.Subject.Length > 0 ? e.Subject : null, null, e.Text);
                if (e.Code != 0) json.WriteNumber("code"u8, e.Code);
                break;
            case Reacted e:
                Write(json, e.IsTakenBack ? "unreact" : "react", e.Conversation, e.From, e.Symbol);
                json.WriteString("id"u8, e.MessageId);
                break;
            case Redacted e:
                Write(json, "redact", e.Conversation, e.By, e.Reason);
                json.WriteString("id"u8, e.MessageId);
                break;
            case RoomRenamed e:
                Write(json, "rename", e.OldName, null, e.NewName);
                break;
            case RoomListed e:
                Write(json, "list", e.Room, null, e.Topic);
                json.WriteNumber("members"u8, e.Members);
                break;
            case ServerClosing e: Write(json, "error", null, null, e.Reason); break;
            default: throw new UnreachableException();
        }
        json.WriteEndObject();
        return true;
    }

    private static void Write(Utf8JsonWriter json, string type, string? room, string? from, string? text, bool? self = null)
    {
        json.WriteString("type"u8, type);
        if (room is not null) json.WriteString("room"u8, room);
        if (from is not null) json.WriteString("from"u8, from);
        if (text is not null) json.WriteString("text"u8, text);
        if (self is not null) json.WriteBoolean("self"u8, self.Value);
    }
}
