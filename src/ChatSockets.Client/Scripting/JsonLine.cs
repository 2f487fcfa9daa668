using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;
using ChatSockets.Client.Discovery;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// An event as one JSON object on one line; json.md and json.schema.json document the objects and their fields. Each object has the version
/// of the format, as it may be cut out of its stream (<c>| grep</c>, <c>| head -1</c>, a log). Texts are unchanged, including formatting
/// codes; control characters are escaped, so that one object is always one line.
/// </summary>
internal static class JsonLine
{
    /// <summary>
    /// The version of the format. New types and fields may be added to a version; a field that changes its meaning needs a new one.
    /// </summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>False where the event is nothing for a reader, and nothing was written.</summary>
    public static bool Write(SessionEvent happened, IBufferWriter<byte> output)
    {
        bool isNothing = happened is Greeted or Ponged or Acknowledged or Typing or ReadMarked or AwayChanged or PastEvent or HistoryTarget
            or RoomsListed or UsersListed or AccountMade or StrictTransportSeen;
        if (isNothing) return false;
        using var json = new Utf8JsonWriter(output, Options);
        Begin(json, happened.Time);
        switch (happened)
        {
            case ChatMessage e:
                Write(json, e.Kind switch { SpeechKind.Action => "action", SpeechKind.Notice => "notice", _ => "message" }, e.Conversation,
                    e.From, ChatLines.ShownText(e));
                if (e.Id is not null) json.WriteString("id"u8, e.Id);
                if (e.ReplyTo is not null) json.WriteString("reply_to"u8, e.ReplyTo);
                if (e.Status.Length > 0) json.WriteString("to"u8, e.To);
                json.WriteBoolean("self"u8, e.Self);
                if (e.Replayed) json.WriteBoolean("replayed"u8, true);
                break;
            case Registered e:
                Write(json, "registered", null, e.Nick, null);
                json.WriteBoolean("encrypted"u8, e.Security is { IsEncrypted: true });
                if (e.Security?.Protocol is { } protocol) json.WriteString("tls"u8, protocol);
                if (e.Security?.Key is { } key) json.WriteString("key"u8, key.Text);
                break;
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
                json.WriteNumber("count"u8, e.Members);
                break;
            case UserListed e:
                Write(json, "member", e.Room == "*" ? null : e.Room, null, null);
                json.WriteString("nick"u8, e.Nick);
                json.WriteString("status"u8, e.Status);
                json.WriteBoolean("away"u8, e.IsAway);
                if (e.Account is not null) json.WriteString("account"u8, e.Account);
                json.WriteString("user"u8, e.User);
                json.WriteString("host"u8, e.Host);
                json.WriteString("realname"u8, e.RealName);
                if (e.IsOperator) json.WriteBoolean("operator"u8, true);
                if (e.IsBot) json.WriteBoolean("bot"u8, true);
                break;
            case ServerClosing e: Write(json, "error", null, null, e.Reason); break;
            default: throw new UnreachableException();
        }
        json.WriteEndObject();
        return true;
    }

    /// <summary>Writes that a line of standard input was not carried out, and why; with the line, so that nothing is lost.</summary>
    public static void WriteRejected(DateTimeOffset time, string reason, string input, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        Begin(json, time);
        Write(json, "error", null, null, reason);
        json.WriteString("input"u8, input);
        json.WriteEndObject();
    }

    /// <summary>Writes what the server has answered to a message for which the input asked so.</summary>
    public static void WriteReceipt(DateTimeOffset time, string reference, Receipt receipt, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        Begin(json, time);
        Write(json, "receipt", null, null, receipt.Refusal?.Text);
        json.WriteString("ref"u8, reference);
        json.WriteBoolean("accepted"u8, receipt.Refusal is null);
        if (receipt.Echo?.Id is { } id) json.WriteString("id"u8, id);
        json.WriteEndObject();
    }

    /// <summary>Writes a server that was found.</summary>
    public static void WriteServer(DateTimeOffset time, FoundServer server, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        Begin(json, time);
        DiscoveryReply reply = server.Reply;
        Write(json, "server", null, null, reply.MessageOfTheDay.Length > 0 ? reply.MessageOfTheDay : null);
        json.WriteString("name"u8, server.Name);
        json.WriteString("address"u8, server.Address.ToString());
        json.WriteStartArray("addresses"u8);
        foreach (ServerAddress each in server.Addresses) json.WriteStringValue(each.ToString());
        json.WriteEndArray();
        json.WriteNumber("count"u8, reply.Users);
        if (reply.Version.Length > 0) json.WriteString("version"u8, reply.Version);
        json.WriteBoolean("tls"u8, reply.HasTls);
        if (reply.KeyFingerprint.Length > 0) json.WriteString("fingerprint"u8, reply.KeyFingerprint);
        json.WriteEndObject();
    }

    /// <summary>Writes an answer to a question of ping; without a time, that there was none.</summary>
    public static void WritePing(DateTimeOffset time, string address, string? name, int number, TimeSpan? took, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        Begin(json, time);
        Write(json, "ping", null, null, null);
        json.WriteString("address"u8, address);
        if (name is not null) json.WriteString("name"u8, name);
        json.WriteNumber("seq"u8, number);
        if (took is { } known) json.WriteNumber("ms"u8, Math.Round(known.TotalMilliseconds, 3));
        json.WriteEndObject();
    }

    /// <summary>Writes the summary of ping; without times if nothing was answered.</summary>
    public static void WritePingSummary(DateTimeOffset time, string address, int sent, int received,
        (TimeSpan Least, TimeSpan Average, TimeSpan Most)? times, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        Begin(json, time);
        Write(json, "ping_summary", null, null, null);
        json.WriteString("address"u8, address);
        json.WriteNumber("sent"u8, sent);
        json.WriteNumber("received"u8, received);
        if (times is { } known)
        {
            json.WriteNumber("min"u8, Math.Round(known.Least.TotalMilliseconds, 3));
            json.WriteNumber("avg"u8, Math.Round(known.Average.TotalMilliseconds, 3));
            json.WriteNumber("max"u8, Math.Round(known.Most.TotalMilliseconds, 3));
        }
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, DateTimeOffset time)
    {
        json.WriteStartObject();
        json.WriteNumber("v"u8, Version);
        json.WriteString("time"u8, WireTime.Format(time));
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
