using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Tests;

public sealed class ChangeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_change_is_there_when_it_is_answered(bool isOnDisk)
    {
        using Store store = Keeping.Open(isOnDisk ? _folder.Path : null);
        store.Change(connection =>
        {
            Store.Set(connection, "a", "1");
            return Store.Setting(connection, "a");
        }).Should().Be("1");
        store.Read(connection => Store.Setting(connection, "a")).Should().Be("1");
        store.Read(connection => Store.Setting(connection, "b")).Should().BeNull();
    }

    [Theory]
    [InlineData("INSERT INTO conversations VALUES (1, 'twice'), (1, 'twice')")]
    [InlineData("INSERT INTO nowhere VALUES (1)")]
    [InlineData("INSERT INTO conversations VALUES ('text', 'x')")]
    public void One_bad_change_is_undone_alone(string sql)
    {
        using Store store = Keeping.Open(_folder.Path);
        MessageWrite[] lines = [.. Enumerable.Range(0, 2).Select(i => Line(i))];
        var good = new Change<bool>(connection => Set(connection, "good"));
        var bad = new Change<bool>(connection => Set(connection, "bad") && Run(connection, sql));
        var last = new Change<bool>(connection => Set(connection, "last"));
        foreach (PendingWrite work in new PendingWrite[] { lines[0], good, bad, last, lines[1] }) store.Commits.Submit(work);
        store.Await(good).Should().BeTrue();
        store.Await(last).Should().BeTrue();
        store.Invoking(one => one.Await(bad)).Should().Throw<StoreException>();
        store.Commits.Flush();
        lines.Should().OnlyContain(line => line.Failure == null);
        store.Number("SELECT count(*) FROM lines").Should().Be(2);
        store.Read(connection => (Store.Setting(connection, "good"), Store.Setting(connection, "bad"), Store.Setting(connection, "last")))
            .Should().Be(("x", null, "x"));
    }

    [Fact]
    public void A_mistake_of_ours_in_a_change_is_undone_alone_too()
    {
        var errors = new List<Exception>();
        using Store store = Keeping.Open(_folder.Path, onError: errors.Add);
        MessageWrite line = Line(0);
        var bad = new Change<bool>(connection => Set(connection, "bad") ? throw new InvalidCastException("oops") : true);
        store.Commits.Submit(line);
        store.Commits.Submit(bad);
        store.Invoking(one => one.Await(bad)).Should().Throw<StoreException>().WithMessage("an internal error: oops");
        store.Commits.Flush();
        line.Failure.Should().BeNull();
        store.Number("SELECT count(*) FROM lines").Should().Be(1);
        store.Read(connection => Store.Setting(connection, "bad")).Should().BeNull();
        // Also where nobody waits for it.
        bad.Failure.Should().Be("an internal error: oops");
        errors.Should().ContainSingle().Which.Should().BeOfType<InvalidCastException>();
    }

    [Fact]
    public void A_line_that_cannot_be_written_takes_its_group_along()
    {
        using Store store = Keeping.Open(_folder.Path);
        store.Commits.Submit(Line(0, id: 5));
        store.Commits.Flush();
        MessageWrite twice = Line(0, id: 5);
        store.Commits.Submit(twice);
        store.Commits.Flush();
        twice.Failure.Should().Contain("UNIQUE constraint failed");
        store.Number("SELECT count(*) FROM lines").Should().Be(1);
        MessageWrite next = Line(1);
        store.Commits.Submit(next);
        store.Commits.Flush();
        next.Failure.Should().BeNull();
    }

    [Fact]
    public void After_the_end_it_fails()
    {
        Store store = Keeping.Open(_folder.Path);
        store.Dispose();
        store.Invoking(closed => closed.Change(connection => Set(connection, "late"))).Should().Throw<StoreException>()
            .WithMessage("the server is shutting down.");
    }

    private static MessageWrite Line(int number, long id = 0) =>
        new(1, new Speaker("a!b@c"u8.ToArray(), null, false), [new MessageLine(LineKind.Privmsg, Wire.Utf8($"{number}"), [], 0)],
            1)
        { FirstId = id };

    private static bool Set(SqliteConnection connection, string name)
    {
        Store.Set(connection, name, "x");
        return true;
    }

    private static bool Run(SqliteConnection connection, string sql)
    {
        Database.Execute(connection, sql);
        return true;
    }
}
