using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Transport;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Delivery;

/// <summary>Readers with different capabilities in one room: each gets the form that it negotiated, and each form is made once.</summary>
[Specification("IRCv3 message-tags", "Capability negotiation")]
public sealed class FormsTests
{
    // Capabilities, and the tags that they bring.
    private static readonly (string Caps, string Tags)[] Forms =
    [
        ("", ""),
        ("server-time", "@time={time} "),
        ("account-tag", "@account=al "),
        ("message-tags", "@msgid={id};bot;+a=1 "),
        ("server-time message-tags", "@time={time};msgid={id};bot;+a=1 "),
        ("server-time account-tag message-tags", "@time={time};account=al;msgid={id};bot;+a=1 "),
    ];

    private static readonly Variant[] Variants =
    [
        Variant.Plain,
        Variant.Time,
        Variant.Account,
        Variant.Tags,
        Variant.Time | Variant.Tags,
        Variant.Time | Variant.Account | Variant.Tags,
    ];

    [Fact]
    public async Task Each_of_twelve_readers_gets_the_form_that_it_negotiated()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE alice +B");
        chat.User("alice").Account = Utf8("al");
        var readers = new List<(TestClient Client, string Tags)>();
        for (int i = 0; i < 2 * Forms.Length; i++)
            readers.Add((await chat.JoinAsync($"reader{i}", caps: Forms[i % Forms.Length].Caps), Forms[i % Forms.Length].Tags));
        foreach ((TestClient client, _) in readers) await client.SyncAsync();
        (await alice.AskAsync("@+a=1 PRIVMSG #room :Hello")).Should()
            .OnlyContain(line => line.Contains(" JOIN ", StringComparison.Ordinal));
        string? id = null;
        foreach ((TestClient client, string tags) in readers)
        {
            string line = (await client.SyncAsync()).Should().ContainSingle().Which;
            id ??= Tag(line, "msgid");
            line.Should().Be(tags.Replace("{time}", "2026-01-02T12:01:02.345Z", StringComparison.Ordinal)
                .Replace("{id}", id, StringComparison.Ordinal)
                + $":{Source("alice")} PRIVMSG #room :Hello");
        }
        id.Should().MatchRegex("^[0-9a-z]{20}$");
    }

    [Fact]
    public async Task A_line_is_encoded_once_for_each_form_and_not_once_for_each_reader()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        User alice = chat.User("alice");
        alice.Account = Utf8("al");
        using var sockets = new SocketPair();
        using var lane = new WriteLane(1);
        using var isOver = new ManualResetEventSlim();
        using var isHeld = new ManualResetEventSlim();
        Hold(sockets, lane, isHeld, isOver);
        try
        {
            // What is allocated is the forms and what it takes to make them: for one reader of each as much as for a hundred.
            Outbox[] few = Readers(sockets, lane, 1), many = Readers(sockets, lane, 100);
            Say(chat, alice, Readers(sockets, lane, 1));
            long forFew = Say(chat, alice, few);
            forFew.Should().BePositive();
            Say(chat, alice, many).Should().Be(forFew);
        }
        finally
        {
            isOver.Set();
        }
    }

    [Fact]
    public async Task Readers_who_differ_in_what_makes_no_difference_share_one_array()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        var line = new Broadcast(chat.Server.Context, chat.User("alice"), Utf8(":alice TOPIC #room :x\r\n"));
        byte[] timed = line.For(Variant.Time);
        line.For(Variant.Time).Should().BeSameAs(timed);
        line.For(Variant.Time | Variant.Account).Should().BeSameAs(timed, "there is no account to tell");
        line.For(Variant.Time | Variant.ExtendedJoin | Variant.Multiline).Should()
            .BeSameAs(timed, "it is neither a JOIN nor several lines");
        line.For(Variant.Time | Variant.Tags).Should().NotBeSameAs(timed);
    }

    private static long Say(Chat chat, User from, Outbox[] readers)
    {
        byte[] line = Utf8(":alice TOPIC #room :x\r\n");
        long before = GC.GetAllocatedBytesForCurrentThread();
        var broadcast = new Broadcast(chat.Server.Context, from, line);
        broadcast.To(readers);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Outboxes whose queues have been used before, so that they need no more memory.
    private static Outbox[] Readers(SocketPair sockets, WriteLane lane, int ofEach)
    {
        Outbox[] readers = [.. Enumerable.Range(0, ofEach * Variants.Length)
            .Select(i => new SocketOutbox(sockets.Server, lane, 1 << 20) { Variant = Variants[i % Variants.Length] })];
        foreach (Outbox reader in readers) reader.Append("x"u8.ToArray());
        return readers;
    }

    // The lane waits in the callback of an outbox that overflows, so that it takes no lock that the speaker would wait for.
    private static void Hold(SocketPair sockets, WriteLane lane, ManualResetEventSlim isHeld, ManualResetEventSlim isOver)
    {
        var overflowing = new SocketOutbox(sockets.Server, lane, 0)
        {
            Overflowed = () =>
            {
                isHeld.Set();
                isOver.Wait(Waiting.Deadline);
            },
        };
        overflowing.Append("x"u8.ToArray());
        isHeld.Wait(Waiting.Deadline).Should().BeTrue();
    }
}
