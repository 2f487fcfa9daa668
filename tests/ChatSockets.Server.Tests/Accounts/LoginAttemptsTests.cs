using System.Net;
using ChatSockets.Core.Accounts;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Accounts;

public sealed class LoginAttemptsTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.7");

    [Fact]
    public async Task In_no_minute_are_there_more_than_allowed()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 3 });
        LoginAttempts attempts = chat.Server.Context.LoginAttempts;
        int taken = 0;
        var last = new Queue<TimeSpan>();
        for (var time = TimeSpan.Zero; time < TimeSpan.FromMinutes(10); time += TimeSpan.FromSeconds(7))
        {
            if (attempts.Wait(Address) == TimeSpan.Zero)
            {
                attempts.Add(Address);
                taken++;
                last.Enqueue(time);
                if (last.Count > 3) (time - last.Dequeue()).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
            }
            chat.Clock.Advance(TimeSpan.FromSeconds(7));
        }
        taken.Should().BeInRange(20, 22, "two at once, and then two a minute");
    }

    [Fact]
    public async Task It_tells_for_how_long_to_wait()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 2 });
        LoginAttempts attempts = chat.Server.Context.LoginAttempts;
        attempts.Add(Address);
        chat.Clock.Advance(TimeSpan.FromSeconds(20));
        attempts.Wait(Address).Should().Be(TimeSpan.FromSeconds(10));
        attempts.Wait(IPAddress.Parse("192.0.2.8")).Should().Be(TimeSpan.Zero);
        chat.Clock.Advance(TimeSpan.FromSeconds(10));
        attempts.Wait(Address).Should().Be(TimeSpan.Zero);
        attempts.TryTake(Address, out _).Should().BeTrue();
        attempts.TryTake(Address, out TimeSpan wait).Should().BeFalse();
        wait.Should().Be(TimeSpan.FromSeconds(30));
        attempts.GiveBack(Address);
        attempts.Wait(Address).Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public async Task However_fast_they_come_no_minute_has_more_than_the_limit(int limit)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = limit });
        LoginAttempts attempts = chat.Server.Context.LoginAttempts;
        var taken = new List<int>();
        for (int second = 0; second < 300; second++)
        {
            while (attempts.TryTake(Address, out _)) taken.Add(second);
            chat.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        for (int second = 0; second < 240; second++)
            taken.Count(time => time >= second && time < second + 60).Should().BeInRange(Math.Max(1, limit / 2), limit);
    }

    [Fact]
    public async Task With_a_limit_of_0_nobody_waits()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 0 });
        LoginAttempts attempts = chat.Server.Context.LoginAttempts;
        for (int i = 0; i < 100; i++) attempts.Add(Address);
        attempts.Wait(Address).Should().Be(TimeSpan.Zero);
    }
}
