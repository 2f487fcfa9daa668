using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Recording;

/// <summary>
/// Writes a run of the client down, so that <see cref="Replay"/> can play it again: a file with one JSON object a line, for each event of
/// the loop and each time the front was drawn. Passwords are left out: what is typed as one, what services are told, and everything that is
/// sent. The loop's thread alone uses it. A disk that is full ends the recording, and not the chat.
/// </summary>
internal sealed class Recorder : IRecorder
{
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stream _file;
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _start;
    private readonly Dictionary<ILink, int> _links = new(ReferenceEqualityComparer.Instance);
    private (int Height, int Width)? _size;
    private int _lastLink;
    private bool _isBroken;

    public Recorder(Stream file, TimeProvider clock)
    {
        (_file, _clock) = (file, clock);
        _start = clock.GetUtcNow();
    }

    /// <summary>The first line: what the client was started with.</summary>
    public void Begin(string front, IReadOnlyList<ClientOptions> networks) => Line(json =>
    {
        json.WriteNumber("chat-client-recording"u8, Version);
        json.WriteString("start"u8, WireTime.Format(_start));
        json.WriteNumber("offset"u8, (int)_clock.LocalTimeZone.GetUtcOffset(_start).TotalMinutes);
        json.WriteString("front"u8, front);
        json.WriteStartArray("networks"u8);
        foreach (ClientOptions each in networks)
        {
            json.WriteStartObject();
            json.WriteString("server"u8, each.Server.Typed);
            if (each.NetworkName is not null) json.WriteString("name"u8, each.NetworkName);
            json.WriteString("nick"u8, each.Nick);
            json.WriteStartArray("rooms"u8);
            foreach (string room in each.Rooms) json.WriteStringValue(room);
            json.WriteEndArray();
            json.WriteBoolean("account"u8, each.Account is not null);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    public void Dialled(ILink link) => _links[link] = ++_lastLink;

    /// <summary>Something is about to be handled.</summary>
    public void Record(AppEvent happened, IReadOnlyList<Network> networks, Func<InputEvent, bool> isSecret, string conversation)
    {
        switch (happened)
        {
            case LinkReported { Event: { } link }: Record(link); break;
            case TerminalHappened input:
                Line(json => RecordedInput.Write(json, isSecret(input) ? Hidden(input.Event) : input.Event));
                break;
            case InputLine input:
                Line(json => json.WriteString("line"u8,
                    Secrets.StartOfTyped(conversation, input.Text) is { } start ? input.Text[..start] + "****" : input.Text));
                break;
            case Interrupted interrupted: Line(json => json.WriteNumber("signal"u8, interrupted.Signal)); break;
            case InputEnded: Line(json => json.WriteBoolean("end"u8, true)); break;
            case AlarmRang { Alarms: { } alarms } rang:
                int network = alarms.Network is { } owner ? networks.ToList().IndexOf(owner) : -1;
                Line(json =>
                {
                    json.WriteString("alarm"u8, rang.Alarm.ToString());
                    json.WriteNumber("network"u8, network);
                });
                break;
            default: break;
        }
    }

    /// <summary>The front is about to be drawn.</summary>
    public void Flush((int Height, int Width)? size)
    {
        Line(json =>
        {
            json.WriteBoolean("draw"u8, true);
            if (size is not { } now || now == _size) return;
            _size = size;
            json.WriteNumber("height"u8, now.Height);
            json.WriteNumber("width"u8, now.Width);
        });
    }

    /// <summary>How a line's bytes are a text in the recording.</summary>
    public static Encoding EncodingOf(LineStatus status) => status == LineStatus.Ok ? Encoding.UTF8 : Encoding.Latin1;

    public void Dispose() => _file.Dispose();

    private void Record(LinkEvent happened)
    {
        if (!_links.TryGetValue(happened.Link, out int number)) return;
        Line(json =>
        {
            json.WriteNumber("link"u8, number);
            switch (happened)
            {
                case LinkOpened opened:
                    json.WriteBoolean("opened"u8, true);
                    RecordedSecurity.Write(json, opened.Security);
                    break;
                case LinkLine line:
                    json.WriteString("in"u8, EncodingOf(line.Status).GetString(WithoutSecret(line.Bytes)));
                    if (line.Status != LineStatus.Ok) json.WriteNumber("status"u8, (int)line.Status);
                    break;
                case LinkClosed closed:
                    json.WriteString("closed"u8, closed.Reason);
                    json.WriteString("advice"u8, closed.Advice);
                    if (closed.Refusal is not null) RecordedSecurity.Write(json, closed.Refusal);
                    break;
                default: break;
            }
        });
        if (happened is LinkClosed) _links.Remove(happened.Link);
    }

    private static TerminalEvent Hidden(TerminalEvent input) => input switch
    {
        KeyEvent { IsText: true } => KeyEvent.Of('*'),
        PasteEvent paste => new PasteEvent(new string('*', paste.Text.Length)),
        _ => input,
    };

    // The echo of what we told a service.
    private static byte[] WithoutSecret(byte[] line)
    {
        if (!MessageParser.TryParse(line, out Message message)) return line;
        if ((!message.Is(Verbs.Privmsg) && !message.Is(Verbs.Notice)) || message.Count < 2) return line;
        string text = Encoding.UTF8.GetString(message[1]);
        if (Secrets.Start(Encoding.UTF8.GetString(message[0]), text) is not { } start) return line;
        int kept = line.Length - message[1].Length + Encoding.UTF8.GetByteCount(text.AsSpan(0, start));
        return [.. line.AsSpan(0, kept), .. "****"u8];
    }

    private void Line(Action<Utf8JsonWriter> write)
    {
        if (_isBroken) return;
        try
        {
            using (var json = new Utf8JsonWriter(_file, Options))
            {
                json.WriteStartObject();
                json.WriteNumber("at"u8, (long)(_clock.GetUtcNow() - _start).TotalMilliseconds);
                write(json);
                json.WriteEndObject();
            }
            _file.WriteByte((byte)'\n');
            // A program that crashes is why there is a recording.
            _file.Flush();
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }
}
