using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage.Tests;

public sealed class HistoryEraserTests : IDisposable
{
    private readonly Store _store = Keeping.Open();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_rooms_history_goes_with_its_words_and_no_other_rooms()
    {
        long here = _store.Room("#here"), there = _store.Room("#there");
        _store.SayMany(here, LineEraser.Piece + 7);
        long other = _store.Say(there, "words elsewhere");
        _store.Found("words").Should().HaveCount(LineEraser.Piece + 8);
        new HistoryEraser(_store).Conversation(here).Should().Be(LineEraser.Piece + 7);
        _store.Texts().Should().Equal("words elsewhere");
        _store.Found("words").Should().Equal(other);
        _store.ShouldBeSound();
    }

    [Fact]
    public void What_is_at_the_date_or_behind_it_stays()
    {
        long here = _store.Room("#here");
        _store.Say(here, "one");
        long second = _store.Say(here, "two");
        _store.Say(here, "three");
        new HistoryEraser(_store).Conversation(here, before: second).Should().Be(1);
        _store.Texts().Should().Equal("two", "three");
        new HistoryEraser(_store).Conversation(here, before: second).Should().Be(0);
    }

    [Fact]
    public void What_an_account_said_in_one_conversation_goes_in_any_spelling_of_its_name()
    {
        long here = _store.Room("#here"), there = _store.Room("#there");
        _store.Say(here, "a", "Alice");
        _store.Say(here, "b", "bob");
        _store.Say(here, "guest", account: null);
        _store.SayMany(here, LineEraser.Piece + 7, "c", "ALICE");
        _store.Say(there, "d");
        new HistoryEraser(_store).LinesIn(here, Wire.Utf8("aliCe")).Should().Be(LineEraser.Piece + 8);
        _store.Texts().Should().Equal("b", "guest", "d");
        _store.Found("c OR a").Should().BeEmpty();
    }

    [Fact]
    public void What_an_account_said_anywhere_goes_and_what_it_was_told_stays()
    {
        long here = _store.Room("#here"), pair = _store.Room("alice,bob");
        _store.Say(here, "a");
        _store.Say(here, "b", "bob");
        _store.Say(pair, "to bob");
        _store.Say(pair, "to alice", "bob");
        new HistoryEraser(_store).LinesOf(Wire.Utf8("alice")).Should().Be(2);
        _store.Texts().Should().Equal("b", "to alice");
    }

    [Fact]
    public void All_of_an_account_is_its_lines_and_its_private_conversations_and_what_was_noted_of_it()
    {
        long here = _store.Room("#here"), pair = _store.Room("alice,bob"), guest = _store.Room("alice,~carol"),
            others = _store.Room("alicia,bob");
        _store.Say(here, "a");
        _store.Say(here, "b", "bob");
        _store.Say(pair, "to alice", "bob");
        _store.Say(guest, "from carol", account: null);
        _store.Say(others, "to alicia", "bob");
        Note("alice");
        Note("bob");
        new HistoryEraser(_store).Account(Wire.Utf8("Alice")).Should().Be(3);
        _store.Texts().Should().Equal("b", "to alicia");
        _store.Number("SELECT count(*) FROM once").Should().Be(1);
        _store.Number("SELECT count(*) FROM once WHERE account = 'bob'").Should().Be(1);
        _store.Number("SELECT count(*) FROM mailbox WHERE account = 'alice'").Should().Be(0);
        _store.Number("SELECT count(*) FROM read_markers WHERE account = 'alice'").Should().Be(0);
        _store.Number("SELECT count(*) FROM read_markers WHERE account = 'bob'").Should().Be(1);
        _store.ShouldBeSound();
    }

    [Fact]
    public void With_a_date_only_what_is_older_goes()
    {
        long pair = _store.Room("alice,bob");
        _store.Say(pair, "old", "bob");
        long second = _store.Say(pair, "new");
        Note("alice");
        new HistoryEraser(_store).Account(Wire.Utf8("alice"), second).Should().Be(1);
        _store.Texts().Should().Equal("new");
        _store.Number("SELECT count(*) FROM once").Should().Be(1);
    }

    [Fact]
    public void Who_is_told_to_stop_stops()
    {
        long here = _store.Room("#here");
        _store.Say(here, "a");
        new HistoryEraser(_store, new CancellationToken(canceled: true)).Conversation(here).Should().Be(0);
        _store.Texts().Should().Equal("a");
    }

    [Fact]
    public void Nothing_of_what_was_erased_is_in_the_file_any_more()
    {
        using var folder = new TempFolder();
        using (Store store = Keeping.Open(folder.Path))
        {
            long here = store.Room("#here");
            for (int i = 0; i < 200; i++) store.Say(here, $"xyzzysecret{i} plugh", i % 2 == 0 ? "alice" : "bob");
            store.IndexWords();
            var eraser = new HistoryEraser(store);
            eraser.LinesIn(here, Wire.Utf8("alice")).Should().Be(100);
            eraser.WipeWords();
            store.Found("plugh").Should().HaveCount(100);
            eraser.Conversation(here).Should().Be(100);
            eraser.WipeWords();
            store.Found("plugh").Should().BeEmpty();
            store.ShouldBeSound();
        }
        // The last who closes it has taken the log into the file.
        File.ReadAllText(Path.Combine(folder.Path, Database.FileName)).Should()
            .NotContain("xyzzysecret").And.NotContain("yzzysec").And.NotContain("plugh");
    }

    private void Note(string account) => _store.Change(connection =>
    {
        Database.Execute(connection, $"INSERT INTO once VALUES ('{account}', 'token', 1, 1)");
        Database.Execute(connection, $"INSERT INTO mailbox (account, line, conversation) VALUES ('{account}', 1, 1)");
        Database.Execute(connection, $"INSERT INTO read_markers VALUES ('{account}', '#here', 1)");
        return true;
    });
}
