using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using ChatSockets.Core.Bans;
using ChatSockets.Core.Commands;
using ChatSockets.Protocol;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>
/// Promise 5, for what goes out: whatever a line holds, however long it is and in whatever script, what its sender and the others hear of
/// it are whole lines of UTF-8 within the limits (Modern IRC, "Message Format"; IRCv3 message-tags, "Size limit"). Every command of the
/// server and of its services, and every length; which script and which place among the parameters go with it follows from the two, so
/// that a failure can be repeated.
/// </summary>
public sealed class ReplyFormTests
{
    private const string Caps =
        "batch echo-message labeled-response message-tags server-time account-tag standard-replies draft/chathistory "
            + "draft/event-playback draft/message-redaction "
        + "draft/metadata-2 draft/multiline draft/channel-rename draft/read-marker extended-join setname away-notify userhost-in-names "
            + "soju.im/search sasl";

    // One byte a character, two, three, four, marks that combine with what stands before them, and from right to left.
    private static readonly string[] Scripts = ["aZ9[`^", "éßж", "語€あ", "🦜𝄞😀", "e\u0301a\u0308\u0323", "שלוםمر\u202E\u200F",
        "\u0001\u0002\u0003\u001F"];

    // Where the text of a length stands.
    private static readonly Func<string, string>[] Places =
    [
        text => text,
        text => "#room " + text,
        text => "#room :" + text,
        text => "#room +" + text,
        text => "+" + text,
        text => "#" + text,
        text => "nobody :" + text,
        text => "LATEST #room " + text + " 5",
        text => "* " + text + " x",
    ];

    [Fact]
    public async Task No_reply_to_any_command_breaks_its_frame_its_encoding_or_its_limit()
    {
        await using Chat chat = await StartAsync();
        using var alice = await RawClient.JoinAsync(chat, "alice", Caps);
        using var bob = await RawClient.JoinAsync(chat, "bob", "");
        chat.MakeOperator("alice");
        int number = 0;
        foreach (Command command in CommandTable.Rows)
        {
            // What ends connections is looked at below.
            if (command.Verb is "QUIT" or "KILL" or "OPER" or "WEBIRC") continue;
            await alice.TellAsync(Lines(command.Verb + " ", number++), $"NICK alice\r\nMODE alice -R\r\nJOIN #room\r\n");
            await bob.ReadAsync("JOIN #room\r\n");
            // Another command may give alice a name that was banned.
            foreach (ServerBan ban in chat.Server.Context.Bans.All) chat.Server.Context.Bans.Remove(ban.Text, ban.IsNetwork);
        }
        alice.Lines.Should().BeGreaterThan(CommandTable.Rows.Count * 100, "most lines are answered");
        bob.Lines.Should().BeGreaterThan(500, "and much of it is heard by others");
    }

    [Fact]
    public async Task Nor_does_any_reply_of_a_service()
    {
        await using Chat chat = await StartAsync();
        using var alice = await RawClient.JoinAsync(chat, "alice", Caps);
        chat.LogIn("alice", "acc");
        int number = 0;
        foreach ((string service, string command) in ServiceTable.All.SelectMany(service =>
            service.Commands.Select(command => (service.Name, command.Name))))
        {
            await alice.TellAsync(Lines($"PRIVMSG {service} :{command} ", number++), "JOIN #room\r\n");
        }
        alice.Lines.Should().BeGreaterThan(5000);
    }

    [Theory]
    [InlineData("QUIT :")]
    [InlineData("KILL alice :")]
    [InlineData("OPER ")]
    [InlineData("OPER x ")]
    [InlineData("WEBIRC ")]
    [InlineData("WEBIRC x x ")]
    [InlineData("PASS ")]
    [InlineData("PRIVMSG #room :\u0001ACTION ")]
    public async Task Nor_does_the_last_that_is_heard_of_somebody(string head)
    {
        await using Chat chat = await StartAsync();
        using var bob = await RawClient.JoinAsync(chat, "bob", "");
        for (int i = 0; i < Scripts.Length; i++)
        {
            using var alice = await RawClient.JoinAsync(chat, "alice", i % 2 == 0 ? "" : Caps);
            chat.MakeOperator("alice");
            await alice.SendAsync(
                Encoding.UTF8.GetBytes($"{head}{Text(Scripts[i], 509 - Encoding.UTF8.GetByteCount(head))}\u0001\r\nQUIT\r\n"));
            await alice.ReadToEndAsync();
            await Waiting.UntilAsync(() => !chat.Server.Context.Users.TryFind("alice"u8, out Core.State.User? _), "alice to be gone");
            await bob.ReadAsync("");
        }
        bob.Lines.Should().BeGreaterThanOrEqualTo(Scripts.Length);
    }

    private static Task<Chat> StartAsync() =>
        Chat.StartAsync(options => options with { FloodBurst = 0, LoginAttempts = 1, OutboxBytes = 16 << 20 });

    private static byte[] Lines(string head, int number)
    {
        var lines = new MemoryStream();
        for (int length = 0; length <= 500; length++)
        {
            string place = Places[(length + number) % Places.Length]("\0");
            int room = 510 - Encoding.UTF8.GetByteCount(head + place) + 1;
            if (length > room) break;
            string line = head + place.Replace("\0", Text(Scripts[(length / Places.Length + number) % Scripts.Length], length),
                StringComparison.Ordinal);
            lines.Write(Encoding.UTF8.GetBytes((length % 3 == 0 ? $"@label={length} " : "") + line + "\r\n"));
        }
        return lines.ToArray();
    }

    // So many bytes of a script, filled up where no character fits.
    private static string Text(string script, int bytes)
    {
        var text = new StringBuilder();
        Rune[] runes = [.. script.EnumerateRunes()];
        for (int i = 0; ; i++)
        {
            Rune rune = runes[i % runes.Length];
            if (rune.Utf8SequenceLength > bytes) break;
            text.Append(rune.ToString());
            bytes -= rune.Utf8SequenceLength;
        }
        return text.Append('x', bytes).ToString();
    }

    /// <summary>A client that looks at bytes, and at nothing but their form.</summary>
    private sealed class RawClient(TcpClient connection) : IDisposable
    {
        private readonly NetworkStream _stream = connection.GetStream();
        private readonly byte[] _received = new byte[64 * 1024];
        private readonly List<byte> _line = [];
        private string _last = "";
        private int _token;
        private int _at;
        private int _end;

        public int Lines { get; private set; }

        public static async Task<RawClient> JoinAsync(Chat chat, string nickname, string caps)
        {
            var connection = new TcpClient();
            await connection.ConnectAsync(chat.Server.EndPoints[0]).WithinDeadlineAsync("a connection");
            var client = new RawClient(connection);
            await client.ReadAsync($"CAP REQ :{caps}\r\nCAP END\r\nNICK {nickname}\r\nUSER {nickname} 0 * :x\r\nJOIN #room\r\n");
            client.Lines = 0;
            return client;
        }

        public void Dispose() => connection.Dispose();

        public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask().WithinDeadlineAsync("what is sent to be taken");

        /// <summary>Sends many lines while it reads what they are answered.</summary>
        public async Task TellAsync(byte[] lines, string behind)
        {
            Task sent = SendAsync(lines);
            await ReadAsync(behind, sent);
        }

        /// <summary>Sends something, and reads all until then.</summary>
        public async Task ReadAsync(string before, Task? after = null)
        {
            byte[] token = Encoding.ASCII.GetBytes($" :raw-{++_token}");
            Task sent = SendBehindAsync(after, Encoding.ASCII.GetBytes($"{before}BATCH -none\r\nPING raw-{_token}\r\n"));
            while (await NextAsync() && !(EndsWith(token) && Contains(" PONG "u8))) Check();
            await sent;
        }

        public async Task ReadToEndAsync()
        {
            while (await NextAsync()) Check();
            _line.Should().BeEmpty("the last line is whole");
        }

        private async Task SendBehindAsync(Task? after, byte[] bytes)
        {
            if (after is not null) await after;
            await SendAsync(bytes);
        }

        private bool EndsWith(ReadOnlySpan<byte> end) => CollectionsMarshal.AsSpan(_line)[..^2].EndsWith(end);

        private bool Contains(ReadOnlySpan<byte> part) => CollectionsMarshal.AsSpan(_line).IndexOf(part) >= 0;

        private async Task<bool> NextAsync()
        {
            _line.Clear();
            while (true)
            {
                int found = Array.IndexOf(_received, (byte)'\n', _at, _end - _at);
                int end = found < 0 ? _end : found + 1;
                _line.AddRange(_received.AsSpan(_at, end - _at));
                _at = end;
                if (found >= 0) return true;
                _at = 0;
                _end = await ReceiveAsync();
                if (_end == 0) return false;
            }
        }

        private async Task<int> ReceiveAsync()
        {
            try
            {
                Task<int> received = _stream.ReadAsync(_received).AsTask();
                await received.WithinDeadlineAsync("an answer");
                return await received;
            }
            catch (IOException)
            {
                throw new InvalidOperationException($"The connection was closed. Heard last: {_last}");
            }
        }

        private void Check()
        {
            Lines++;
            ReadOnlySpan<byte> line = CollectionsMarshal.AsSpan(_line);
            int tags = line[0] == (byte)'@' ? line.IndexOf((byte)' ') + 1 : 0;
            bool isWhole = line.EndsWith("\r\n"u8) && !line[..^2].ContainsAny((byte)0, (byte)'\r', (byte)'\n');
            _last = Encoding.Latin1.GetString(line);
            if (isWhole && Utf8.IsValid(line) && tags <= WireLimits.TagsFromServer && line.Length - tags <= WireLimits.Line
                && MessageParser.TryParse(line[..^2], out _)) return;
            Assert.Fail($"This is no line as it may be: {_last}");
        }
    }
}
