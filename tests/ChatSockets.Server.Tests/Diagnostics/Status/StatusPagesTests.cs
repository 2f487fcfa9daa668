using System.Net;
using System.Text;
using ChatSockets.Server.Diagnostics.Metrics;
using ChatSockets.Server.Diagnostics.Status;
using ChatSockets.Server.Http;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests.Diagnostics.Status;

public sealed class StatusPagesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_runs_is_alive_and_ready(bool isOnDisk)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = isOnDisk ? folder.Path : null });
        Answer(chat.Server.Context.StatusPages.Health()).Should().Be((200, "ok\n"));
        Answer(chat.Server.Context.StatusPages.Ready()).Should().Be((200, "ok\n"));
        chat.Server.Context.Store.Read(connection => Store.Setting(connection, "probe")).Should().StartWith("2026-01-02T12:01:02");
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_not_ready_but_alive()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        File.Delete(Path.Combine(folder.Path, "chat.db"));
        StatusPage page = chat.Server.Context.StatusPages.Ready();
        page.Code.Should().Be(503);
        Text(page).Should().StartWith("not ok: nothing can be stored: ");
        chat.Server.Context.StatusPages.Health().Code.Should().Be(200);
        // The store's thread says so when the write has been decided.
        await Waiting.UntilAsync(() => chat.Log.Errors.Count > 0, "the log");
        chat.Log.TakeErrors().Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_disk_that_hangs_is_waited_for_no_longer_than_the_deadline()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        using var held = new HeldStore(chat);
        StatusPage page = default;
        var asking = new Thread(() => page = chat.Server.Context.StatusPages.Ready());
        int looks = 0;
        chat.Clock.LookedAt = () =>
        {
            if (Thread.CurrentThread == asking && chat.Server.Context.Store.Commits.Waiting > 0) Interlocked.Increment(ref looks);
        };
        asking.Start();
        await Waiting.UntilAsync(() => Volatile.Read(ref looks) > 1, "the deadline to begin");
        chat.Clock.LookedAt = null;
        chat.Clock.Advance(CommitProbe.Time);
        asking.Join(Waiting.Deadline).Should().BeTrue();
        Answer(page).Should().Be((503, "not ok: the disk has not answered for 5 seconds\n"));
    }

    [Fact]
    public async Task A_flood_of_questions_costs_one_commit_a_second()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        IStatusPages pages = chat.Server.Context.StatusPages;
        double before = Rows(chat);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(pages.Ready)));
        Rows(chat).Should().Be(before + 1);
        chat.Clock.Advance(CommitProbe.Good);
        pages.Ready().Code.Should().Be(200);
        Rows(chat).Should().Be(before + 2);
    }

    [Fact]
    public async Task A_sweep_that_hangs_is_not_alive()
    {
        await using Chat chat = await Chat.StartAsync();
        chat.Server.Context.RetentionJob.Cancel();
        // The one that was due still comes.
        chat.Clock.Advance(RetentionJob.LongestRun);
        chat.Clock.Advance(RetentionJob.LongestRun);
        Answer(chat.Server.Context.StatusPages.Health()).Should().Be((503, "not ok: the sweep of the history hangs\n"));
    }

    [Fact]
    public async Task A_sweep_that_comes_again_and_again_is_alive()
    {
        await using Chat chat = await Chat.StartAsync();
        for (TimeSpan time = default; time < 2 * RetentionJob.LongestRun; time += RetentionJob.Interval) chat.Clock.Advance(
            RetentionJob.Interval);
        chat.Server.Context.StatusPages.Health().Code.Should().Be(200);
    }

    [Fact]
    public async Task A_server_that_stops_is_not_ready()
    {
        await using Chat chat = await Chat.StartAsync();
        chat.Server.Context.IsStopping = true;
        Answer(chat.Server.Context.StatusPages.Ready()).Should().Be((503, "not ok: the server is shutting down\n"));
    }

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("::1", 200)]
    [InlineData("::ffff:127.0.0.1", 200)]
    [InlineData("10.1.2.3", 200)]
    [InlineData("::ffff:10.1.2.3", 200)]
    [InlineData("2001:db8::1", 200)]
    [InlineData("192.0.2.1", 403)]
    [InlineData("2001:db8::2", 403)]
    public async Task Only_this_machine_and_the_networks_named_read_the_figures(string address, int code)
    {
        await using Chat chat = await Chat.StartAsync(options => options with
        {
            MetricsNetworks = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::1/128")],
        });
        StatusPage page = chat.Server.Context.StatusPages.Metrics(IPAddress.Parse(address));
        page.Code.Should().Be(code);
        if (code != 200) return;
        page.ContentType.Should().Be(PrometheusText.ContentType);
        Text(page).Should().Contain("\nchat_users 0\n");
    }

    [Fact]
    public async Task An_address_that_is_not_known_reads_nothing()
    {
        await using Chat chat = await Chat.StartAsync();
        chat.Server.Context.StatusPages.Metrics(null).Code.Should().Be(403);
    }

    private static double Rows(Chat chat) =>
        chat.Server.Context.Metrics.Reader.Read().Single(family => family.Name == "chat.commit.group.size").Histogram!.Sum;

    private static (int, string) Answer(StatusPage page) => (page.Code, Text(page));

    private static string Text(StatusPage page) => Encoding.UTF8.GetString(page.Body);
}
