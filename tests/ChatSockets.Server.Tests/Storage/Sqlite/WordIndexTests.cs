using ChatSockets.Server.Storage;
using ChatSockets.Server.Storage.Sqlite;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Storage.Sqlite;

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
        long room = _store.Room("#room");
        _store.SayMany(room, WordIndex.Step + 10);
        _store.Change(WordIndex.Advance).Should().Be(WordIndex.Step);
        _store.Change(WordIndex.Advance).Should().Be(10);
        _store.Change(WordIndex.Advance).Should().Be(0);
        _store.Read(WordIndex.Indexed).Should().Be(_store.Read(Store.LastId));
        _store.Found("words").Should().HaveCount(WordIndex.Step + 10);
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
        while (_store.Change(connection => WordIndex.Merge(connection, WordIndex.MergeStep))) pieces.Should().BeLessThan(1000, "it should end, at piece {0}", pieces++);
        _store.Change(connection => WordIndex.Merge(connection, WordIndex.MergeStep)).Should().BeFalse();
        _store.Found("part7").Should().HaveCount(300);
        _store.ShouldBeSound();
    }
}
