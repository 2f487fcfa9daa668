using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Core;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly Timeline _timeline = new();

    [Fact]
    public void What_goes_in_comes_out()
    {
        var entry = new TimelineEntry(Noon, EntryKind.Action, "ålice", "wäves 👋") { Id = "m1", ReplyTo = "m0", Flags = EntryFlags.Self };
        _timeline[_timeline.Append(entry)].Should().Be(entry);
        _timeline[_timeline.Append(Line("", "x"))].Should().Be(Line("", "x"));
    }

    [Fact]
    public void A_position_stays_an_entrys_own_however_much_is_put_before_it()
    {
        long third = 0;
        for (int i = 0; i < 3; i++) third = _timeline.Append(Line("a", $"new {i}", $"n{i}"));
        _timeline.Prepend([.. Enumerable.Range(0, 700).Select(i => Line("b", $"old {i}", $"o{i}"))]);
        _timeline.Prepend([.. Enumerable.Range(0, 5).Select(i => Line("c", $"older {i}"))]);

        _timeline[third].Text.Should().Be("new 2");
        _timeline.Count.Should().Be(708);
        Texts().Should().Equal([
            .. Enumerable.Range(0, 5).Select(i => $"older {i}"), .. Enumerable.Range(0, 700).Select(i => $"old {i}"),
                "new 0", "new 1", "new 2",
        ]);
        _timeline.TryFind("o699", out long position).Should().BeTrue();
        position.Should().Be(-1);
        _timeline.OldestWithId()!.Value.Id.Should().Be("o0");
        _timeline.NewestId.Should().Be("n2");
    }

    [Fact]
    public void A_full_timeline_drops_its_oldest_and_takes_no_older_ones()
    {
        var timeline = new Timeline(limit: 1000);
        for (int i = 0; i < 1500; i++) timeline.Append(Line("a", $"line {i}", $"id{i}"));
        timeline.Count.Should().BeInRange(700, 1000);
        timeline[timeline.End - 1].Text.Should().Be("line 1499");
        timeline.TryFind("id0", out _).Should().BeFalse();
        while (!timeline.IsFull) timeline.Append(Line("a", "more"));
        long start = timeline.Start;
        timeline.Prepend([Line("a", "older")]);
        timeline.Start.Should().Be(start);
    }

    [Fact]
    public void A_redacted_text_is_gone()
    {
        long position = _timeline.Append(Line("a", "secret", "m1"));
        _timeline.Redact(position);
        _timeline[position].Should().Be(Line("a", "", "m1") with { Flags = EntryFlags.Redacted });
        _timeline.FindBackwards(new TextSearch("secret"), _timeline.End).Should().BeNull();
    }

    [Fact]
    public void Searching_goes_backwards_through_what_was_said_and_finds_no_ids()
    {
        _timeline.Append(Line("a", "the Needle", "needle"));
        _timeline.Append(Line("a", "needle left") with { Kind = EntryKind.Quit });
        for (int i = 0; i < 600; i++) _timeline.Append(Line("a", "hay", $"needle{i}"));
        long last = _timeline.Append(Line("a", "NEEDLES"));
        _timeline.Append(Line("a", "hay"));

        var search = new TextSearch("needle");
        _timeline.FindBackwards(search, _timeline.End).Should().Be(last);
        _timeline.FindBackwards(search, last).Should().Be(0);
        _timeline.FindBackwards(search, 0).Should().BeNull();
    }

    [Fact]
    public void A_million_lines_take_less_than_three_hundred_megabytes()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Fill(_timeline, 1_000_000);
        long bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        bytes.Should().BeLessThan(260L * 1024 * 1024);
        GC.KeepAlive(_timeline);
    }

    private static void Fill(Timeline timeline, int lines)
    {
        for (int i = 0; i < lines; i++)
        {
            timeline.Append(new TimelineEntry(Noon.AddSeconds(i), EntryKind.Message, $"nick{i % 50}",
                $"line {i}: a text of a usual length, for that room")
            {
                Id = $"0000000{i:x9}",
            });
        }
    }

    private static TimelineEntry Line(string from, string text, string? id = null) => new(Noon, EntryKind.Message, from, text) { Id = id };

    private IEnumerable<string> Texts()
    {
        for (long position = _timeline.Start; position < _timeline.End; position++) yield return _timeline[position].Text;
    }
}
