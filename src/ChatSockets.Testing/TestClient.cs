using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Testing;

/// <summary>
/// A user of a <see cref="TestChat"/>: says things, and waits for what it expects. What arrives is kept in order until it is expected, so
/// a test may expect things in any order and long after they came.
/// </summary>
/// <remarks>
/// It speaks IRC with message-tags, batch, echo-message, labeled-response and server-time, so success is the server's answer to that very
/// request (https://ircv3.net/specs/extensions/labeled-response). Its members may be used from any thread.
/// </remarks>
public sealed class TestClient : IAsyncDisposable
{
    private const string Capabilities = "message-tags batch echo-message labeled-response server-time draft/chathistory";

    private const int LongestQuote = 100;

    private readonly NetworkStream _stream;
    private readonly TestLog _log;
    private readonly TimeSpan _timeout;
    private readonly Inbox _inbox = new();
    private readonly PendingRequests _requests = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly TaskCompletionSource<bool> _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _rooms = [];
    private Task _reading = Task.CompletedTask;
    private bool _isDisposed;

    private TestClient(Socket socket, string nickname, TestLog log, TimeSpan timeout)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        Nickname = nickname;
        _log = log;
        _timeout = timeout;
    }

    /// <summary>The nickname that it was connected with.</summary>
    public string Nickname { get; }

    internal static async Task<TestClient> ConnectAsync(IPEndPoint endPoint, string nickname, TestLog log, TimeSpan timeout)
    {
        RequireName(nickname);
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        var client = new TestClient(socket, nickname, log, timeout);
        client._reading = client.ReadAsync();
        try
        {
            await client.WriteAsync($"CAP REQ :{Capabilities}", $"NICK {nickname}", $"USER {nickname} 0 * :{nickname}", "CAP END")
                .ConfigureAwait(false);
            await client.InTimeAsync(client._registered.Task, "for its welcome").ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Joins a room; when the task is complete, it is in it.</summary>
    /// <exception cref="TestChatException">The server refused; the message has its answer.</exception>
    public async Task JoinAsync(string room)
    {
        RequireName(room);
        await RequestAsync($"JOIN {room}").ConfigureAwait(false);
        lock (_rooms) _rooms.Add(room);
    }

    /// <summary>Says a text in the room that it joined first.</summary>
    /// <inheritdoc cref="SayAsync(string, string)"/>
    public Task<ChatLine> SayAsync(string text)
    {
        string room;
        lock (_rooms) room = _rooms.FirstOrDefault() ?? throw new InvalidOperationException($"{Nickname} is in no room.");
        return SayAsync(room, text);
    }

    /// <summary>Says a text; when the task is complete, the server has taken it, and it is in history.</summary>
    /// <param name="target">The room or nickname.</param>
    /// <param name="text">One line.</param>
    /// <returns>The message as everybody gets it.</returns>
    /// <exception cref="TestChatException">The server refused; the message has its answer.</exception>
    public async Task<ChatLine> SayAsync(string target, string text)
    {
        RequireName(target);
        RequireLine(text);
        IReadOnlyList<string> reply = await RequestAsync($"PRIVMSG {target} :{text}").ConfigureAwait(false);
        return reply.Select(ReceivedLine.Parse).FirstOrDefault(line => line.Chat is not null)?.Chat
            ?? throw new TestChatException($"The server did not confirm what {Nickname} said: {string.Join(" | ", reply)}");
    }

    /// <summary>
    /// Sends a command and returns the server's reply to it, line by line, with tags: <c>RequestAsync("WHOIS bob")</c>. A reply that is an
    /// error fails.
    /// </summary>
    /// <exception cref="TestChatException">The server refused; the message has its answer.</exception>
    public async Task<IReadOnlyList<string>> RequestAsync(string line)
    {
        RequireLine(line);
        (string label, Task<IReadOnlyList<string>> reply) = _requests.Add();
        await WriteAsync($"@label={label} {line}").ConfigureAwait(false);
        IReadOnlyList<string> lines = await InTimeAsync(reply, $"for a reply to {Short(line)}").ConfigureAwait(false);
        if (lines.Select(ReceivedLine.Parse).FirstOrDefault(received => received.IsError) is { } error)
            throw new TestChatException($"The server refused {Short(line)} of {Nickname}: {error.Raw}");
        return lines;
    }

    /// <summary>Sends a line as it is, without waiting for anything.</summary>
    public Task SendAsync(string line)
    {
        RequireLine(line);
        return WriteAsync(line);
    }

    /// <summary>Waits until somebody says exactly this, in any room or to this client.</summary>
    /// <inheritdoc cref="ExpectAsync(Func{ChatLine, bool}, string)"/>
    public Task<ChatLine> ExpectAsync(string text) => ExpectAsync(line => line.Text == text, $"somebody who says {text}");

    /// <summary>
    /// Waits for the first message that fits and has not been expected before; it may have come already. Other messages stay and can be
    /// expected later.
    /// </summary>
    /// <exception cref="TestChatException">It did not come in time; the message has what came in its place.</exception>
    public async Task<ChatLine> ExpectAsync(Func<ChatLine, bool> fits, string expected = "a message")
    {
        ArgumentNullException.ThrowIfNull(fits);
        return (await FindAsync(line => line.Chat is { } chat && fits(chat), $"for {expected}").ConfigureAwait(false)).Chat!;
    }

    /// <summary>
    /// As <see cref="ExpectAsync(string)"/>, for any line: <c>ExpectLineAsync("TOPIC #lobby")</c> waits for one that contains it.
    /// </summary>
    public async Task<string> ExpectLineAsync(string part)
    {
        ArgumentNullException.ThrowIfNull(part);
        bool Fits(ReceivedLine line) => line.Raw.Contains(part, StringComparison.Ordinal);
        return (await FindAsync(Fits, $"for a line with {part}").ConfigureAwait(false)).Raw;
    }

    /// <summary>
    /// Returns the messages that have come and were not expected, and forgets them. It needs no pause: it asks the server for a reply, and
    /// what comes before that reply is everything.
    /// </summary>
    public async Task<IReadOnlyList<ChatLine>> UnexpectedAsync()
    {
        await RequestAsync("PING unexpected").ConfigureAwait(false);
        return [.. _inbox.TakeAll().Select(line => line.Chat).OfType<ChatLine>()];
    }

    /// <summary>Waits until the server has ended the connection, and returns the reason that it gave.</summary>
    public Task<string> WaitUntilClosedAsync() => InTimeAsync(_closed.Task, "for the end of the connection");

    /// <summary>Leaves without a word, as a client does that crashes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _writing.Dispose();
    }

    private static void RequireLine(string line, [CallerArgumentExpression(nameof(line))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(line, name);
        if (line.AsSpan().ContainsAny('\r', '\n', '\0')) throw new ArgumentException("This must be one line, without NUL.", name);
    }

    // What is one word on the wire, and not two of them or a list.
    private static void RequireName(string text, [CallerArgumentExpression(nameof(text))] string? name = null)
    {
        RequireLine(text, name);
        if (text.AsSpan().ContainsAny(' ', ',') || text[0] == ':')
            throw new ArgumentException($"'{text}' is no name of a user or room: it has a space, a comma or a colon.", name);
    }

    private static string Short(string line) => line.Length <= LongestQuote ? line : $"{line[..LongestQuote]}...";

    private async Task WriteAsync(params string[] lines)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            foreach (string line in lines) _log.Write($"{Nickname} > {line}");
            byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n")));
            await _stream.WriteAsync(bytes).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new TestChatException($"{Nickname} cannot send: the connection has ended.", exception);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<ReceivedLine> FindAsync(Func<ReceivedLine, bool> fits, string expected)
    {
        Task<ReceivedLine> found = _inbox.FindAsync(fits);
        try
        {
            return await InTimeAsync(found, expected).ConfigureAwait(false);
        }
        catch (TestChatException)
        {
            _inbox.Abandon(found);
            throw;
        }
    }

    // The end of the connection ends the wait, because nothing more can come.
    private async Task<T> InTimeAsync<T>(Task<T> task, string expected)
    {
        using var timeout = new CancellationTokenSource();
        Task first = await Task.WhenAny(task, _closed.Task, Task.Delay(_timeout, timeout.Token)).ConfigureAwait(false);
        await timeout.CancelAsync().ConfigureAwait(false);
        if (task.IsCompleted) return await task.ConfigureAwait(false);
        string waited = $"{Nickname} waited {expected}";
        throw new TestChatException(first == _closed.Task
            ? $"{waited}, but the connection ended: {await _closed.Task.ConfigureAwait(false)} {_inbox.Describe()}"
            : $"{waited}, {_timeout.TotalSeconds:0.#} s in vain. {_inbox.Describe()}");
    }

    private async Task ReadAsync()
    {
        var reader = new LineReader();
        string reason = "";
        try
        {
            while (await _stream.ReadAsync(reader.GetMemory()).ConfigureAwait(false) is > 0 and int count)
            {
                reader.Advance(count);
                while (NextOf(reader) is { } line)
                {
                    if (line.Verb == "ERROR") reason = line.Last;
                    await HandleAsync(line).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or TestChatException)
        {
            if (reason.Length == 0) reason = exception.Message;
        }
        if (_isDisposed) reason = "it was disposed.";
        _closed.TrySetResult(reason.Length > 0 ? reason : "The server closed the connection.");
    }

    private static ReceivedLine? NextOf(LineReader reader) =>
        reader.TryRead(out Line line) ? ReceivedLine.Parse(Encoding.UTF8.GetString(line.Bytes)) : null;

    private async ValueTask HandleAsync(ReceivedLine line)
    {
        _log.Write($"{Nickname} < {line.Raw}");
        if (line.Verb == "PING") await WriteAsync($"PONG :{line.Last}").ConfigureAwait(false);
        else if (_requests.Take(line)) return;
        // The end of the welcome: the message of the day, or that there is none.
        else if (line.Verb is "376" or "422") _registered.TrySetResult(true);
        else if (line.IsError && !_registered.Task.IsCompleted)
            _registered.TrySetException(new TestChatException($"The server refused {Nickname}: {line.Raw}"));
        else if (_registered.Task.IsCompleted) _inbox.Add(line);
    }
}
