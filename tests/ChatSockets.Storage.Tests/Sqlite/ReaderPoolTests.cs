using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage.Tests.Sqlite;

/// <summary>
/// What reads the store is bounded in number and in time, and nothing that happens to it takes a connection out of the pool.
/// </summary>
public sealed class ReaderPoolTests : IDisposable
{
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    private readonly TempFolder _folder = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_more_connections_are_read_from_than_there_may_be_and_who_waits_too_long_is_told()
    {
        using Store store = Keeping.Open(_folder.Path, _clock);
        using var entered = new CountdownEvent(Store.MaximumReaders);
        using var leave = new ManualResetEventSlim();
        Task<long>[] reads = [.. Enumerable.Range(0, Store.MaximumReaders).Select(_ => Task.Factory.StartNew(
            () => store.Read(connection =>
            {
                entered.Signal();
                leave.Wait(Waiting.Deadline);
                return Database.Number(connection, "SELECT 1");
            }),
            TaskCreationOptions.LongRunning))];
        entered.Wait(Waiting.Deadline).Should().BeTrue();
        store.Invoking(one => one.Read(connection => 1, TimeSpan.Zero)).Should().Throw<StoreException>()
            .WithMessage("the store is busy: try again later.");
        Task<int> waits = Task.Run(() => store.Read(connection => 1));
        await Waiting.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return waits.IsCompleted;
            },
            "the one that waits to be told");
        (await waits.Invoking(task => task.WaitAsync(Waiting.Deadline)).Should().ThrowAsync<StoreException>())
            .WithMessage("the store is busy: try again later.");
        leave.Set();
        // Their time is over too, but they have what they wanted.
        foreach (Task<long> read in reads) await read.WithinDeadlineAsync("a read");
        store.Read(connection => 2).Should().Be(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_query_that_takes_too_lateris_interrupted(bool isFile)
    {
        using Store store = Keeping.Open(isFile ? _folder.Path : null, _clock);
        store.Invoking(one => one.Read(connection =>
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            return Database.Number(connection, Endless);
        })).Should().Throw<StoreException>().WithMessage("it takes longer than 10 seconds: ask for less, or try again later.");
        store.Read(connection => Database.Number(connection, "SELECT 7")).Should().Be(7);

    }

    [Fact]
    public void A_connection_is_given_back_whatever_is_thrown()
    {
        using Store store = Keeping.Open(_folder.Path, _clock);
        for (int i = 0; i <= Store.MaximumReaders; i++)
        {
            store.Invoking(one => one.Read<int>(connection => throw new InvalidOperationException("on purpose"))).Should()
                .Throw<InvalidOperationException>();
            store.Invoking(one => one.Read<int>(connection => throw new StoreException("on purpose", null))).Should()
                .Throw<StoreException>();
            store.Invoking(one => one.Read(connection => Database.Number(connection, "SELECT nothing"))).Should().Throw<StoreException>();
        }
        store.Read(connection => 1).Should().Be(1);
    }

    [Fact]
    public void A_pool_that_is_closed_waits_for_what_is_in_use()
    {
        using var pool = new ReaderPool(Database.OpenMemory, 2);
        var later = new Deadline(_clock, TimeSpan.FromSeconds(1));
        pool.Use(0, (reader, _) =>
        {
            pool.TryClose(new Deadline(_clock, TimeSpan.Zero)).Should().BeFalse();
            return reader;
        }, later);
        pool.InUse.Should().Be(0);
        pool.TryClose(later).Should().BeTrue();
        pool.Invoking(one => one.Use(0, (_, _) => 0, new Deadline(_clock, TimeSpan.Zero))).Should().Throw<StoreException>();
        pool.Reopen();
        pool.Use(0, (_, _) => 1, later).Should().Be(1);
    }
}
