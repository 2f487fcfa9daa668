using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Xunit.Sdk;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>
/// A Chromium without a screen, driven through the Chrome DevTools Protocol on a port of its own choice. Its profile is a temporary folder.
/// (The libraries for this bring hundreds of megabytes; what the tests need are five commands.)
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly string _profile = Directory.CreateTempSubdirectory("chat-browser-").FullName;
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = [];
    private readonly ConcurrentDictionary<string, BrowserPage> _pages = [];
    private readonly Process _process;
    private int _lastId;

    private Browser()
    {
        var start = new ProcessStartInfo(Program!) { RedirectStandardError = true, RedirectStandardOutput = true };
        // The sandbox refuses to work for root, as which containers run. The page is our own.
        foreach (string option in new[] { "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--lang=en-GB", "--remote-debugging-port=0", $"--user-data-dir={_profile}", "about:blank" })
            start.ArgumentList.Add(option);
        _process = Process.Start(start)!;
    }

    /// <summary>The program; null if it is not installed.</summary>
    public static string? Program { get; } = OperatingSystem.IsWindows() ? null
        : (from name in new[] { "chromium", "chromium-browser", "google-chrome" }
           from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
           let file = Path.Combine(folder, name)
           where File.Exists(file)
           select file).FirstOrDefault();

    public static async Task<Browser> StartAsync()
    {
        var browser = new Browser();
        try
        {
            const string Listening = "DevTools listening on ";
            using var late = new CancellationTokenSource(Deadline.Wait);
            string? line;
            do line = await browser._process.StandardError.ReadLineAsync(late.Token);
            while (line?.StartsWith(Listening, StringComparison.Ordinal) == false);
            _ = browser._process.StandardError.ReadToEndAsync(CancellationToken.None);
            await browser._socket.ConnectAsync(new Uri((line ?? throw new XunitException("The browser ended."))[Listening.Length..]), late.Token);
            _ = browser.ListenAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens an address as a visitor of whom the site has stored nothing.</summary>
    /// <param name="address">The address.</param>
    /// <param name="width">The width of the window, in CSS pixels.</param>
    public async Task<BrowserPage> OpenAsync(string address, int width = 1200)
    {
        JsonNode context = await AskAsync("Target.createBrowserContext", []);
        JsonNode target = await AskAsync("Target.createTarget", new JsonObject
        {
            ["url"] = "about:blank",
            ["browserContextId"] = (string)context["browserContextId"]!,
        });
        JsonNode attached = await AskAsync("Target.attachToTarget", new JsonObject { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        string session = (string)attached["sessionId"]!;
        var page = new BrowserPage((method, parameters) => AskAsync(method, parameters, session));
        _pages[session] = page;
        await page.OpenAsync(address, width);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _socket.Dispose();
        _sending.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser's was still writing. It is a temporary folder.
        }
    }

    private async Task<JsonNode> AskAsync(string method, JsonObject parameters, string? session = null)
    {
        int id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null) message["sessionId"] = session;
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
        return await answer.Task.WaitAsync(Deadline.Wait + Deadline.Wait);
    }

    private async Task ListenAsync()
    {
        try
        {
            var buffer = new byte[1 << 16];
            var message = new MemoryStream();
            while (true)
            {
                ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                Take(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                message.SetLength(0);
            }
        }
        catch (Exception over) when (over is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            foreach (TaskCompletionSource<JsonNode> each in _asked.Values) each.TrySetException(new XunitException("The browser is gone."));
        }
    }

    private void Take(JsonNode message)
    {
        if ((int?)message["id"] is { } id)
        {
            if (!_asked.TryRemove(id, out TaskCompletionSource<JsonNode>? answer)) return;
            if (message["error"] is { } error) answer.SetException(new XunitException($"The browser refused: {error.ToJsonString()}"));
            else answer.SetResult(message["result"]!);
        }
        else if ((string?)message["sessionId"] is { } session && _pages.TryGetValue(session, out BrowserPage? page))
        {
            page.Happened((string)message["method"]!, message["params"]!);
        }
    }
}
