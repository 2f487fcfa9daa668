using System.Collections.Concurrent;
using System.Text;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Storage;

[Specification("IRCv3 message-ids", "Tag value")]
public sealed class MessageIdsTests
{
    [Fact]
    public void Ids_have_twenty_letters_and_digits_and_stand_in_the_order_in_which_they_were_asked_for()
    {
        var ids = Ids();
        // Beyond 32 and 1,024, where a digit more is needed.
        string[] taken = [.. Enumerable.Range(0, 3000).Select(_ => Next(ids))];
        taken.Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
        taken.Should().OnlyContain(id => id.Length == MessageIds.Length && id.All(char.IsAsciiLetterOrDigit));
    }

    [Fact]
    public void Two_stores_do_not_share_ids() => Next(Ids()).Should().NotBe(Next(Ids(run: 8)));

    [Fact]
    public void Threads_that_ask_at_once_get_different_ids()
    {
        var ids = Ids();
        var taken = new ConcurrentBag<string>();
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 5000; i++) taken.Add(Next(ids));
        }))];
        foreach (Thread thread in threads) thread.Start();
        Waiting.JoinAll(threads);
        taken.Should().HaveCount(20_000);
        taken.Distinct().Should().HaveCount(20_000);
    }

    [Fact]
    public void An_id_tells_its_time()
    {
        var clock = new ManualClock();
        var ids = new MessageIds(7, 0, clock);
        long first = ids.Take(1);
        MessageIds.TimeOf(first).Should().Be(clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(1));
        long second = ids.Take(1);
        MessageIds.TimeOf(second).Should().Be(clock.GetUtcNow());
        second.Should().Be(MessageIds.FirstOf(clock.GetUtcNow()));
        MessageIds.FirstOf(DateTimeOffset.MinValue).Should().Be(0);
    }

    [Fact]
    public void Ids_never_go_back_even_where_the_clock_does()
    {
        var clock = new ManualClock();
        long before = MessageIds.FirstOf(clock.GetUtcNow() + TimeSpan.FromHours(1));
        var ids = new MessageIds(7, before, clock);
        ids.Take(3).Should().Be(before + 1);
        ids.Take(1).Should().Be(before + 4);
        ids.Take(2, gap: 256).Should().Be(before + 261);
        ids.Take(1).Should().Be(before + 263);
    }

    [Fact]
    public void A_msgid_is_read_back_and_one_of_another_store_is_none()
    {
        MessageIds ids = Ids();
        long id = ids.Take(1);
        var text = new byte[MessageIds.Length];
        ids.Write(id, text);
        ids.TryParse(text, out long number).Should().BeTrue();
        number.Should().Be(id);
        Ids(run: 8).TryParse(text, out _).Should().BeFalse();
        ids.TryParse(text.AsSpan(1), out _).Should().BeFalse();
        text[19] = (byte)'!';
        ids.TryParse(text, out _).Should().BeFalse();
    }

    private static MessageIds Ids(ulong run = 7) => new(run, 0, TimeProvider.System);

    private static string Next(MessageIds ids)
    {
        var id = new byte[MessageIds.Length];
        ids.Write(ids.Take(1), id);
        return Encoding.ASCII.GetString(id);
    }
}
