using System.Text;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Tests.Sqlite;

public sealed class WordIndexTests : IDisposable
{
    private readonly Store _store = Keeping.Open();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Words_are_found_in_any_case_and_without_their_accents()
    {
        long room = _store.Room("#room");
        long one = _store.Say(room, "Ein Café in Köln"), two = _store.Say(room, "no coffee here");
        _store.Found("cafe").Should().Equal(one);
        _store.Found("KOLN").Should().Equal(one);
        _store.Found("cafe OR coffee").Should().Equal(one, two);
        _store.Found("tea").Should().BeEmpty();
    }

    [Fact]
    public void It_follows_in_steps_and_knows_how_far_it_has_come()
    {
        long room = _store.Room("#room"), other = _store.Room("#other");
        _store.SayMany(room, WordIndex.Step - 100);
        _store.SayMany(other, 50);
        long last = _store.Say(room, "the last words");

        _store.Change(connection => WordIndex.Advance(connection, last)).Should().Be(last);
        _store.Read(WordIndex.Indexed).Should().Be(last);
        _store.Change(connection => WordIndex.Advance(connection, last)).Should().Be(last);
        _store.Found("words").Should().HaveCount(WordIndex.Step - 49);
    }

    [Fact]
    public void More_than_a_step_is_not_done_at_once()
    {
        using var folder = new TempFolder();
        using SqliteConnection connection = Database.OpenFile(folder.Path, Durability.Process).Open();
        Database.Execute(connection, "INSERT INTO conversations (id, name) VALUES (1, '#room')");
        using var lines = new LineTable(connection);
        var speaker = new Speaker(Wire.Utf8(Wire.Source("alice")), null, IsBot: false);
        for (int id = 1; id <= WordIndex.Step + 10; id++)
            lines.Insert(1, id, speaker, new MessageLine(LineKind.Privmsg, Wire.Utf8("words"), [], 0));

        WordIndex.Advance(connection, WordIndex.Step + 10).Should().Be(WordIndex.Step);
        WordIndex.Advance(connection, WordIndex.Step + 10).Should().Be(WordIndex.Step + 10);
    }

    [Fact]
    public async Task After_a_burst_it_follows_by_itself_when_there_is_nothing_to_write()
    {
        using var folder = new TempFolder();
        using Store store = Keeping.Open(folder.Path);
        store.SayMany(store.Room("#room"), WordIndex.Step + 500);
        long last = store.Read(Store.LastId);
        await Waiting.UntilAsync(() => store.Read(WordIndex.Indexed) > 0, "the first step");
        store.Found("words").Should().HaveCount(WordIndex.Step + 500);
        store.Read(WordIndex.Indexed).Should().Be(last);
    }

    [Fact]
    public void It_has_come_to_a_line_also_where_that_was_erased_before()
    {
        long room = _store.Room("#room"), first = _store.Say(room, "words"), last = _store.Say(room, "words");
        _store.Change(connection => LineTable.Remove(connection, room, last)).Should().BeTrue();

        _store.Found("words").Should().Equal(first);
        _store.Read(WordIndex.Indexed).Should().Be(last);
    }

    [Fact]
    public void It_never_looks_through_what_it_has_seen()
    {
        _store.Room("#room");
        string[] plan = _store.Read(connection =>
        {
            using var explain = new Statement(connection, "EXPLAIN QUERY PLAN " + WordIndex.Fresh);
            var steps = new List<string>();
            while (explain.Step()) steps.Add(Encoding.UTF8.GetString(explain.Bytes(3)!));
            return steps.ToArray();
        });
        plan.Should().Contain(step => step.StartsWith("SEARCH line ", StringComparison.Ordinal)).And.NotContain(step =>
            step.StartsWith("SCAN line", StringComparison.Ordinal));
    }

    [Fact]
    public void What_happens_and_tags_alone_have_no_words()
    {
        long room = _store.Room("#room");
        _store.Say(room, "words", kind: LineKind.Topic);
        _store.Say(room, "words", kind: LineKind.Tagmsg);
        long said = _store.Say(room, "words", kind: LineKind.MultilineNotice);
        _store.Found("words").Should().Equal(said);
    }

    [Fact]
    public void Its_parts_are_merged_in_pieces_until_there_is_nothing_to_do()
    {
        long room = _store.Room("#room");
        for (int i = 0; i < 12; i++)
        {
            _store.SayMany(room, 300, $"part{i} of it");
            _store.IndexWords();
        }
        _store.Change(connection => WordIndex.Merge(connection, -WordIndex.MergeStep));
        int pieces = 0;
        while (_store.Change(connection => WordIndex.Merge(connection, WordIndex.MergeStep)))
            pieces.Should().BeLessThan(1000, "it should end, at piece {0}", pieces++);
        _store.Change(connection => WordIndex.Merge(connection, WordIndex.MergeStep)).Should().BeFalse();
        _store.Found("part7").Should().HaveCount(300);
        _store.ShouldBeSound();
    }
}
