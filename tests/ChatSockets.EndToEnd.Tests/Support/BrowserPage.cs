using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit.Sdk;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>One page of a <see cref="Browser"/>: clicked, typed into, and looked at by expressions of JavaScript.</summary>
/// <param name="ask">Sends a command of the DevTools Protocol to this page.</param>
internal sealed class BrowserPage(Func<string, JsonObject, Task<JsonNode>> ask)
{
    private readonly ConcurrentQueue<string> _problems = [];

    /// <summary>What the browser has complained about: exceptions of the script, and what the content security policy has stopped.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public async Task OpenAsync(string address, int width)
    {
        foreach (string domain in new[] { "Page", "Runtime", "Log" }) await ask($"{domain}.enable", []);
        await ask("Emulation.setFocusEmulationEnabled", new JsonObject { ["enabled"] = true });
        await ask("Emulation.setDeviceMetricsOverride", new JsonObject
        {
            ["width"] = width,
            ["height"] = 800,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = width < 720,
        });
        await ask("Page.navigate", new JsonObject { ["url"] = address });
        await UntilAsync("document.readyState === 'complete' && location.protocol !== 'about:'");
    }

    /// <summary>The value of an expression.</summary>
    public async Task<T?> SeeAsync<T>(string expression)
    {
        JsonNode answer = await ask("Runtime.evaluate", new JsonObject
        {
            ["expression"] = expression,
            ["awaitPromise"] = true,
            ["returnByValue"] = true,
        });
        if (answer["exceptionDetails"] is { } wrong) throw new XunitException($"{expression}\n{wrong.ToJsonString()}");
        return answer["result"]!["value"].Deserialize<T>();
    }

    /// <summary>Waits until an expression is true, and fails with what is on the page if it never is.</summary>
    public async Task UntilAsync(string expression)
    {
        DateTime late = DateTime.UtcNow + Deadline.Wait;
        string watch = $"new Promise(done => {{ let left = 100; const look = () => ({expression}) ? done(true) : left-- > 0 ? setTimeout(look, 20) "
            + ": done(false); look(); })";
        while (!await TryAsync(watch))
        {
            if (DateTime.UtcNow < late) continue;
            string page = await SeeAsync<string>("document.body.innerText") ?? "";
            throw new XunitException($"{expression} never was. The page:\n{page}\nProblems: {string.Join('\n', Problems)}");
        }
    }

    /// <summary>Waits until a line of the conversation that is shown has that text.</summary>
    public Task UntilLineAsync(string text) => UntilAsync($"{Lines}.includes({JsonSerializer.Serialize(text)})");

    /// <summary>The texts of the lines that are shown, with those that wait.</summary>
    public const string Lines = "[...document.querySelectorAll('#logs .line .text')].map(each => each.textContent)";

    public Task ClickAsync(string selector) => SeeAsync<object>($"document.querySelector({JsonSerializer.Serialize(selector)}).click()");

    /// <summary>Replaces what is in a field, as a keyboard or the clipboard would.</summary>
    public async Task FillAsync(string selector, string text)
    {
        string field = $"document.querySelector({JsonSerializer.Serialize(selector)})";
        await SeeAsync<object>($"{field}.focus(), {field}.select()");
        await ask("Input.insertText", new JsonObject { ["text"] = text });
    }

    public async Task PressEnterAsync()
    {
        foreach (string type in new[] { "keyDown", "keyUp" })
        {
            await ask("Input.dispatchKeyEvent", new JsonObject
            {
                ["type"] = type,
                ["key"] = "Enter",
                ["code"] = "Enter",
                ["windowsVirtualKeyCode"] = 13,
                ["text"] = type == "keyDown" ? "\r" : "",
            });
        }
    }

    /// <summary>Types a line, and Enter.</summary>
    public async Task TypeAsync(string line)
    {
        await FillAsync("#say", line);
        await PressEnterAsync();
    }

    /// <summary>Enters the chat under a nickname; the room's history is there when this returns.</summary>
    public async Task JoinAsync(string nick)
    {
        await FillAsync("#nick", nick);
        await PressEnterAsync();
        await UntilAsync("!document.querySelector('#app').hidden && /^#/.test(document.querySelector('#title').textContent) "
            + "&& document.querySelector('#logs .top').textContent.length > 0");
    }

    public void Happened(string method, JsonNode parameters)
    {
        if (method == "Runtime.exceptionThrown") _problems.Enqueue(parameters.ToJsonString());
        // A connection that is lost on purpose is complained about, too.
        else if (method == "Log.entryAdded" && (string?)parameters["entry"]!["source"] != "network") _problems.Enqueue(parameters.ToJsonString());
    }

    // A page that is being loaded has nothing to look at yet.
    private async Task<bool> TryAsync(string watch)
    {
        try
        {
            return await SeeAsync<bool>(watch);
        }
        catch (XunitException problem) when (problem.Message.Contains("context", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
    }
}
