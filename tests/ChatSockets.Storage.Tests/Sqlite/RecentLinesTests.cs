using System.Text;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Tests.Sqlite;

public sealed class RecentLinesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whoever_reads_sees_the_same_before_and_after_lines_are_settled()
    {
        using Store store = Keeping.Open(_folder.Path);
        long[] rooms = [store.Room("#one"), store.Room("#two")];
        for (int i = 0; i < 40; i++)
        {
            // Some are settled, and some follow.
            if (i == 20) Settle(store);
            store.Say(rooms[i % 2], $"{i}");
        }
        Recent(store).Should().Be(20);
        string before = All(store, rooms);
        before.Should().Contain("first 0,2,4 last 34,36,38 between 18,20,22 found 38 ends 0 38");
        Settle(store);
        Recent(store).Should().Be(0);
        All(store, rooms).Should().Be(before);
    }

    [Fact]
    public void What_was_not_settled_when_a_server_was_killed_is_there_again()
    {
        long id;
        using (Store store = Keeping.Open(_folder.Path))
        {
            long room = store.Room("#room");
            Settle(store);
            id = store.Say(room, "hello");
            Recent(store).Should().Be(1);
        }
        using Store again = Keeping.Open(_folder.Path);
        again.Texts().Should().Equal("hello");
        again.Ids.Take(1).Should().BeGreaterThan(id);
    }

    [Fact]
    public void No_more_than_the_most_wait()
    {
        using Store store = Keeping.Open(_folder.Path);
        long room = store.Room("#room");
        for (int i = 0; i < 10; i++)
        {
            store.SayMany(room, 1000);
            Recent(store).Should().BeLessThan(RecentLines.Most);
        }
        store.Number($"SELECT count(*) FROM {Keeping.Lines}").Should().Be(10_000);
    }

    [Fact]
    public void After_a_group_that_failed_none_is_lost_and_none_is_there_twice()
    {
        using Store store = Keeping.Open(_folder.Path);
        long room = store.Room("#room");
        store.Say(room, "one");
        store.Invoking(store => store.Change<bool>(_ => throw new InvalidOperationException("on purpose"))).Should()
            .Throw<StoreException>();
        store.Say(room, "two");
        Settle(store);
        store.Texts().Should().Equal("one", "two");
    }

    [Fact]
    public void An_erased_text_is_nowhere_in_the_files()
    {
        string secret = $"secret-{Guid.NewGuid():N}";
        using (Store store = Keeping.Open(_folder.Path))
        {
            long room = store.Room("#room");
            Settle(store);
            for (int i = 0; i < 200; i++) store.Say(room, $"{secret} {i}");
            Settle(store);
            new HistoryEraser(store).Conversation(room);
            new HistoryEraser(store).WipeWords();
        }
        foreach (string file in Directory.GetFiles(_folder.Path))
            Encoding.Latin1.GetString(File.ReadAllBytes(file)).Should().NotContain(secret, "{0} is read by others", file);
    }

    [Fact]
    public void A_command_beside_the_server_sees_what_is_not_settled()
    {
        using Store store = Keeping.Open(_folder.Path);
        long room = store.Room("#room");
        Settle(store);
        store.Say(room, "one");
        using (StoreFile beside = StoreFile.Open(_folder.Path, CancellationToken.None))
            new HistoryEraser(beside).Conversation(room).Should().Be(1);
        store.Texts().Should().BeEmpty();
        store.Say(room, "two");
        Settle(store);
        store.Texts().Should().Equal("two");
    }

    [Fact]
    public void An_import_finds_them_where_the_others_are()
    {
        using (Store store = Keeping.Open(_folder.Path))
        {
            long room = store.Room("#room");
            Settle(store);
            store.Say(room, "one");
        }
        using ImportStore import = ImportStore.Open(_folder.Path, Durability.Process);
        Database.Number(import.Connection, "SELECT count(*) FROM lines").Should().Be(1);
        Database.Number(import.Connection, "SELECT count(*) FROM recent_lines").Should().Be(0);
    }

    // Whatever sees lines has them settled.
    private static void Settle(Store store) => store.Change(_ => true);

    private static long Recent(Store store) => store.Number("SELECT count(*) FROM recent_lines");

    private static string All(Store store, long[] rooms) => string.Join('\n', rooms.Select(room => store.Read(connection =>
    {
        var all = new LineRange(room, 0, long.MaxValue, WithEvents: true);
        List<StoredLine> lines = LineQuery.First(connection, all, int.MaxValue);
        string between = Texts(LineQuery.First(connection, all with { After = lines[8].Id, Before = lines[12].Id }, 100));
        SearchStep found = new LineSearch([], null, isFromEnd: true).Step(connection, all, 1);
        (long first, long last) = LineQuery.Ends(connection, all);
        List<long?> edges = LineQuery.Edges(connection, [all, all with { After = lines[11].Id }], isLast: false);
        return $"first {Texts(LineQuery.First(connection, all, 3))} last {Texts(LineQuery.LastLines(connection, all, 3, long.MaxValue))} "
            + $"between {between} found {Texts(found.Found)} ends {TextOf(first)} {TextOf(last)} "
            + $"edges {TextOf(edges[0])} {TextOf(edges[1])} "
            + $"taken {LineQuery.IsTaken(connection, last)} last {TextOf(LineQuery.LastMessages(connection, [room])[0])} "
            + $"of all {Last(connection)}";

        string TextOf(long? id) => Texts(LineQuery.One(connection, room, id!.Value));
    })));

    private static bool Last(SqliteConnection connection) => Store.LastId(connection) > 0;

    private static string Texts(List<StoredLine> lines) => string.Join(',', lines.Select(line => Encoding.UTF8.GetString(line.Text)));
}
