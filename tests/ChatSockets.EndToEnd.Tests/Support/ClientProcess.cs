using System.Text.Json;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>A chat-client between two pipes.</summary>
internal sealed class ClientProcess : ChatProcess
{
    public ClientProcess(params string[] arguments)
        : this(arguments, [])
    {
    }

    public ClientProcess(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
        : base("chat-client", arguments, environment)
    {
    }

    /// <summary>What the lines of <c>--json</c> say.</summary>
    public IReadOnlyList<JsonElement> Json => [.. Output.Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    /// <summary>As <c>printf TEXT | chat-client ...</c>: the text is all that it gets to read.</summary>
    public static async Task<ClientProcess> WithInputAsync(string text, params string[] arguments)
    {
        var client = new ClientProcess(arguments);
        await client.Process.StandardInput.WriteAsync(text);
        client.CloseInput();
        return client;
    }

    /// <summary>As <c>| head</c> does when it has seen enough: nobody reads the output any more.</summary>
    public void StopReading() => Process.StandardOutput.Dispose();
}
