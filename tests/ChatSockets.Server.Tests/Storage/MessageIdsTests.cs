using System.Collections.Concurrent;
using System.Text;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;

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
        ids.TimeOf(first).Should().Be(clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(1));
        long second = ids.Take(1);
        ids.TimeOf(second).Should().Be(clock.GetUtcNow());
        second.Should().Be(ids.FirstOf(clock.GetUtcNow()));
        ids.FirstOf(DateTimeOffset.MinValue).Should().Be(0);
    }

    [Fact]
    public void Ids_never_go_back_where_the_clock_goes_back_a_moment()
    {
        var clock = new ManualClock();
        long before = new MessageIds(7, 0, clock).FirstOf(clock.GetUtcNow() + TimeSpan.FromSeconds(2));
        var ids = new MessageIds(7, before, clock);
        ids.Take(3).Should().Be(before + 1);
        ids.Take(1).Should().Be(before + 4);
        ids.Take(2, gap: 256).Should().Be(before + 261);
        ids.Take(1).Should().Be(before + 263);
        ids.Epochs.Should().BeEmpty();
    }

    [Fact]
    public void After_a_clock_that_was_set_forward_and_back_ids_go_on_and_times_are_right_again()
    {
        var clock = new ManualClock();
        var ids = new MessageIds(7, 0, clock);
        var times = new List<(long Id, DateTimeOffset Time)>();
        foreach (int days in (int[])[0, 365, -365, 0, 10_000, -9_000, -2_000, 1_000])
        {
            clock.Set(TimeSpan.FromDays(days));
            for (int i = 0; i < 3; i++)
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                times.Add((ids.Take(1, gap: i * 100), clock.GetUtcNow()));
            }
        }
        times.Select(one => one.Id).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        times.Should().OnlyContain(one => ids.TimeOf(one.Id) == one.Time);
        // Also by another that has the epochs from the store.
        var again = new MessageIds(7, times[^1].Id, clock, [.. ids.Epochs]);
        times.Should().OnlyContain(one => again.TimeOf(one.Id) == one.Time);
        again.TimeOf(again.Take(1)).Should().Be(clock.GetUtcNow());
    }

    [Fact]
    public void A_time_that_came_twice_is_that_of_the_second_time()
    {
        var clock = new ManualClock();
        var ids = new MessageIds(7, 0, clock);
        DateTimeOffset start = clock.GetUtcNow();
        long first = ids.Take(1);
        clock.Set(TimeSpan.FromDays(365));
        long wrong = ids.Take(1);
        clock.Set(TimeSpan.FromDays(-365));
        clock.Advance(TimeSpan.FromMinutes(1));
        long right = ids.Take(1);
        clock.Advance(TimeSpan.FromMinutes(1));
        long last = ids.Take(1);
        ids.FirstOf(start).Should().Be(first);
        // Nothing was said between these two but under a wrong time, and that comes behind.
        ids.FirstOf(start + TimeSpan.FromSeconds(30)).Should().BeInRange(first + 1, wrong);
        ids.FirstOf(start + TimeSpan.FromMinutes(1)).Should().Be(right);
        ids.FirstOf(start + TimeSpan.FromMinutes(2)).Should().Be(last);
        ids.FirstOf(start + TimeSpan.FromDays(365)).Should().BeGreaterThan(last);
        ids.FirstOf(DateTimeOffset.MaxValue).Should().BeGreaterThan(last);
        ids.FirstOf(DateTimeOffset.MinValue).Should().Be(0);
    }

    [Fact]
    public void A_machine_that_starts_in_1970_each_time_does_not_use_up_the_ids()
    {
        var clock = new ManualClock();
        TimeSpan since1970 = clock.GetUtcNow() - DateTimeOffset.UnixEpoch;
        var ids = new MessageIds(7, 0, clock);
        long last = ids.Take(1);
        for (int i = 0; i < 200; i++)
        {
            clock.Set(-since1970);
            (last < (last = ids.Take(1))).Should().BeTrue();
            ids.TimeOf(last).Should().Be(clock.GetUtcNow());
            clock.Set(since1970);
            clock.Advance(TimeSpan.FromMinutes(1));
            (last < (last = ids.Take(1))).Should().BeTrue();
            ids.TimeOf(last).Should().Be(clock.GetUtcNow());
        }
        ids.Epochs[^1].Ahead.Should().Be(0);
    }

    [Fact]
    public void Threads_that_take_ids_while_the_clock_is_set_back_get_each_once()
    {
        var clock = new ManualClock();
        var ids = new MessageIds(7, 0, clock);
        var taken = new System.Collections.Concurrent.ConcurrentBag<long>();
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(number => new Thread(() =>
        {
            for (int i = 0; i < 2000; i++)
            {
                if (number == 0 && i % 100 == 0) clock.Set(TimeSpan.FromHours(i % 200 == 0 ? 2 : -2));
                taken.Add(ids.Take(1));
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        Waiting.JoinAll(threads);
        taken.Should().HaveCount(8000).And.OnlyHaveUniqueItems();
        ids.Epochs.Select(epoch => epoch.First).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
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
