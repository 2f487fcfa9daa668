using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using ChatSockets.Client.Commands;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Hooks;

/// <summary>
/// One program of the settings. It gets an object of JSON a line (Scripting/json.md) for each event that it wants to hear of, with
/// <c>event</c> and <c>network</c> besides, and may answer with the objects that a pipe takes; without <c>to</c> they go to where the
/// event came from. It is started at the first event. If it ends, the next event starts it again; if it fails too often, that is told, and
/// it rests. The loop's thread alone uses it.
/// </summary>
internal sealed class HookRunner(ClientApp app, HookSettings hook, Highlights highlights) : IEventListener
{
    private const int MostFailures = 3;

    private readonly ArrayBufferWriter<byte> _json = new();
    private HookProcess? _process;
    private (Network Network, string Conversation)? _origin;
    private int _failures;
    private bool _isBehind;

    public void Ready(Network network) => Send(network, "connected", new Registered(network.Now, network.Nick), HookEvent.Connected);

    public void Lost(Network network)
    {
        var lost = new Informed(network.Now, "", $"the connection to {network.Name} was lost");
        if (!app.IsLeaving) Send(network, "disconnected", lost, HookEvent.Disconnected);
    }

    public void Happened(Network network, SessionEvent happened)
    {
        if (happened is not ChatMessage { Self: false, Replayed: false } said) return;
        bool isPrivate = network.Session?.Isupport.IsRoom(said.Conversation) == false;
        bool isMention = highlights.IsIn(said.Text, network.Nick);
        _origin = (network, said.Conversation);
        if (isPrivate && hook.Events.Contains(HookEvent.Private)) Send(network, "private", said, HookEvent.Private);
        else if (isMention && hook.Events.Contains(HookEvent.Mention)) Send(network, "mention", said, HookEvent.Mention);
        else Send(network, "message", said, HookEvent.Message);
    }

    public void Dispose() => _process?.Dispose();

    private void Send(Network network, string name, SessionEvent happened, HookEvent kind)
    {
        if (!hook.Events.Contains(kind) || _failures >= MostFailures) return;
        _json.ResetWrittenCount();
        if (!JsonLine.Write(happened, _json)) return;
        byte[] head = Encoding.UTF8.GetBytes(
            $"{{\"event\":\"{name}\",\"network\":\"{JsonEncodedText.Encode(network.Name)}\",");
        // The object goes on behind its brace.
        byte[] line = [.. head, .. _json.WrittenSpan[1..], (byte)'\n'];
        if (_process is null && !Start()) return;
        if (!_process!.Send(line) && !_isBehind)
        {
            _isBehind = true;
            Complain("does not read: it misses what comes");
        }
    }

    private bool Start()
    {
        try
        {
            HookProcess? started = null;
            started = new HookProcess(hook,
                line => app.Post(new Posted(() => Act(line))),
                (exitCode, last) => app.Post(new Posted(() => Ended(started, exitCode, last))));
            _process = started;
            _isBehind = false;
            return true;
        }
        catch (Exception unusable) when (unusable is Win32Exception or InvalidOperationException or IOException)
        {
            _failures = MostFailures;
            Complain($"cannot be started: {unusable.Message}");
            return false;
        }
    }

    private void Ended(HookProcess? process, int exitCode, string last)
    {
        process?.Dispose();
        _process = null;
        if (exitCode == 0)
        {
            _failures = 0;
            return;
        }
        string words = last.Length > 0 ? $": {last}" : "";
        string next = ++_failures < MostFailures ? "the next event starts it again" : "it is not started again";
        Complain($"ended with exit code {exitCode}{words}; {next}");
    }

    private void Act(string text)
    {
        if (text.Trim().Length == 0) return;
        PipeLine line = PipeLine.Parse(text, isJson: true);
        if (line.Error is { } error)
        {
            Complain($"said what is not understood ({error}): {text}");
            return;
        }
        if (NetworkOf(text) is not { } network)
        {
            Complain($"named a network that there is not: {text}");
            return;
        }
        if (line.Command is { } command)
        {
            if (SlashCommands.Run(app, new TypedLine(command, line.Text), network) is { } refusal) Complain($"was refused: {refusal}");
            return;
        }
        string? target = line.Target ?? (_origin is { } origin && origin.Network == network ? origin.Conversation : null);
        if (target is null) Complain($"did not say whom to tell: {text}");
        else network.Outbox.Add(target, line.Text, line.Kind, line.Marks.ReplyTo);
    }

    // The one that it names, or the one from which the last event came.
    private Network? NetworkOf(string text)
    {
        Network? usual = _origin?.Network ?? app.Networks[0];
        if (!text.StartsWith('{')) return usual;
        using JsonDocument json = JsonDocument.Parse(text);
        if (!json.RootElement.TryGetProperty("network"u8, out JsonElement named)) return usual;
        string? name = named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        return app.Networks.FirstOrDefault(each => each.Name == name);
    }

    private void Complain(string what) => app.TellError($"the hook {Path.GetFileName(hook.Program)} {what}");
}
