using System.Text.Json;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;
using ChatSockets.Client.Plain;
using ChatSockets.Client.Screen;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Recording;

/// <summary>
/// Plays a recording of <see cref="Recorder"/> with no network and no clock, so that it comes out the same each time: a bug report becomes
/// a test.
/// </summary>
internal sealed class Replay : IDisposable
{
    private readonly ReplayClock _clock;
    private readonly ReplayTerminal _terminal;
    private readonly ClientApp _app;
    private readonly List<ILink> _links = [];
    private readonly IReadOnlyList<string> _lines;

    /// <param name="lines">The recording.</param>
    /// <param name="output">Where the screen, or the lines of a plain front, is written.</param>
    /// <param name="settings">The settings to play it with; they are not in the recording.</param>
    /// <exception cref="FormatException">It is no recording.</exception>
    public Replay(IReadOnlyList<string> lines, Stream output, ClientSettings settings)
    {
        _lines = lines;
        using JsonDocument first = Parse(0);
        JsonElement header = first.RootElement;
        if (!header.TryGetProperty("chat-client-recording"u8, out JsonElement version))
            throw new FormatException("this is not a recording of chat-client");
        if (version.GetInt32() != Recorder.Version)
            throw new FormatException($"this recording has version {version.GetInt32()}; this program plays version {Recorder.Version}");
        DateTimeOffset start = WireTime.Parse(header.GetProperty("start"u8).GetString()!) ?? default;
        _clock = new ReplayClock(start, TimeSpan.FromMinutes(header.GetProperty("offset"u8).GetInt32()));
        _terminal = new ReplayTerminal(output);
        List<ClientOptions> networks = [.. header.GetProperty("networks"u8).EnumerateArray().Select(Network)];
        string front = header.GetProperty("front"u8).GetString()!;
        var streams = new ScriptStreams(Stream.Null, output, TextWriter.Null);
        _app = new ClientApp(networks, _clock, TextWriter.Null, app => front switch
        {
            "screen" => new ScreenChat(app, _ => _terminal, ColorDepth.True, settings),
            "plain" => new PlainChat(app, streams, settings),
            _ => new PipeChat(app, streams),
        })
        {
            Dialler = (_, _, _) =>
            {
                _links.Add(new ReplayLink());
                return _links[^1];
            },
        };
    }

    /// <summary>The screen as it is; null for a front without one.</summary>
    public CellGrid? Screen => (_app.Frontend as ScreenChat)?.Grid;

    /// <summary>Plays all of it.</summary>
    /// <param name="wait">Waits for a time that passed between two events; null plays it at once.</param>
    public void Play(Action<TimeSpan>? wait)
    {
        _app.Begin();
        TimeSpan now = TimeSpan.Zero;
        for (int i = 1; i < _lines.Count && !_app.IsOver; i++)
        {
            using JsonDocument line = Parse(i);
            TimeSpan next = TimeSpan.FromMilliseconds(line.RootElement.GetProperty("at"u8).GetInt64());
            if (next > now) wait?.Invoke(next - now);
            _clock.MoveTo(now = next);
            Play(line.RootElement);
        }
        _app.FlushNow();
    }

    public void Dispose()
    {
        _app.Frontend.Dispose();
        _app.Dispose();
    }

    private static ClientOptions Network(JsonElement network) => new()
    {
        Server = ServerAddress.Parse(network.GetProperty("server"u8).GetString()!, out string error) ?? throw new FormatException(error),
        NetworkName = network.TryGetProperty("name"u8, out JsonElement name) ? name.GetString() : null,
        Nick = network.GetProperty("nick"u8).GetString()!,
        Rooms = [.. network.GetProperty("rooms"u8).EnumerateArray().Select(room => room.GetString()!)],
    };

    private JsonDocument Parse(int index)
    {
        try
        {
            return JsonDocument.Parse(_lines.Count > index ? _lines[index] : "");
        }
        catch (JsonException)
        {
            throw new FormatException($"line {index + 1} is not a line of a recording");
        }
    }

    private void Play(JsonElement line)
    {
        if (line.TryGetProperty("draw"u8, out _))
        {
            if (line.TryGetProperty("height"u8, out JsonElement height))
                _terminal.Size = (height.GetInt32(), line.GetProperty("width"u8).GetInt32());
            _app.FlushNow();
        }
        else if (Event(line) is { } happened)
        {
            _app.Play(happened);
        }
    }

    private AppEvent? Event(JsonElement line)
    {
        if (line.TryGetProperty("link"u8, out JsonElement number))
        {
            ILink? link = number.GetInt32() is var index && index <= _links.Count ? _links[index - 1] : null;
            return link is null ? null : new LinkReported(Link(line, link));
        }
        if (line.TryGetProperty("alarm"u8, out JsonElement alarm))
        {
            int network = line.GetProperty("network"u8).GetInt32();
            Alarms alarms = network < 0 ? _app.Alarms : _app.Networks[network].Alarms;
            return Enum.TryParse(alarm.GetString(), out Alarm known) ? alarms.Rung(known) : null;
        }
        if (line.TryGetProperty("line"u8, out JsonElement text)) return new InputLine(text.GetString()!);
        if (line.TryGetProperty("signal"u8, out JsonElement signal)) return new Interrupted(signal.GetInt32());
        if (line.TryGetProperty("end"u8, out _)) return new InputEnded();
        return RecordedInput.Read(line) is { } input ? new TerminalHappened(input) : null;
    }

    private static LinkEvent Link(JsonElement line, ILink link)
    {
        if (line.TryGetProperty("in"u8, out JsonElement text))
        {
            var status = (LineStatus)(line.TryGetProperty("status"u8, out JsonElement code) ? code.GetInt32() : 0);
            return new LinkLine(link, Recorder.EncodingOf(status).GetBytes(text.GetString()!), status);
        }
        return line.TryGetProperty("closed"u8, out JsonElement closed)
            ? new LinkClosed(link, closed.GetString()!, line.GetProperty("advice"u8).GetString()!)
            {
                Refusal = RecordedSecurity.ReadRefusal(line),
            }
            : new LinkOpened(link, RecordedSecurity.Read(line));
    }
}
