using ChatSockets.Core.Bans;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Bans;

public sealed class StoredBansTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly Store _store = Keeping.Open();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_ban_is_in_force_again_with_all_that_belongs_to_it()
    {
        ServerBans before = Bans();
        ServerBan mask = before.Add(Mask("*!*@*.example.org") with
        {
            Reason = "Spam",
            SetBy = "oper!~oper@127.0.0.1",
            SetAt = ManualClock.Start,
            Expires = ManualClock.Start.AddHours(1)
        });
        ServerBan network = before.Add(Network("192.0.2.0/24") with { Reason = "Söldner", SetBy = "oper", SetAt = ManualClock.Start });
        ServerBan address = before.Add(Network("2001:db8::7"));

        ServerBans after = Bans();
        after.All.Select(Described).Should().Equal(new[] { mask, network, address }.Select(Described));
        after.Refuse(System.Net.IPAddress.Parse("192.0.2.7")).Should().Contain("Söldner");
        after.Add(Mask("bob")).Id.Should().BeGreaterThan(address.Id);
    }

    [Fact]
    public void What_was_taken_back_replaced_or_is_over_is_not()
    {
        ServerBans before = Bans();
        before.Add(Mask("one"));
        before.Remove("one!*@*", isNetwork: false).Should().NotBeNull();
        before.Add(Mask("two") with { Reason = "first" });
        before.Add(Mask("two") with { Reason = "second" });
        before.Add(Mask("three") with { Expires = ManualClock.Start.AddMinutes(1) });
        _clock.Advance(TimeSpan.FromMinutes(2));

        Bans().All.Select(ban => (ban.Text, ban.Reason)).Should().Equal(("two!*@*", "second"));
        new StoredBans(_store).All().Should().ContainSingle("what is over is forgotten for good");
    }

    [Fact]
    public async Task They_outlive_the_server()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await OperatorChat.StartAsync(change: options => options with { DataFolder = folder.Path }))
        {
            TestClient oper = await chat.OperAsync("oper");
            await oper.AskAsync("KLINE bob :Spam");
        }
        await using Chat again = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        TestClient bob = await again.ConnectAsync();
        await bob.SendAsync("NICK bob", "USER bob 0 * :bob");
        (await bob.ReadToEndAsync()).Should()
            .Contain(line => line.Contains("You are banned from this server: Spam", StringComparison.Ordinal));
    }

    private ServerBans Bans()
    {
        var bans = new ServerBans(_clock, new StoredBans(_store));
        bans.Restore();
        return bans;
    }

    private static ServerBan Mask(string text) => ServerBan.OfMask(Utf8(text), out _)!;

    private static ServerBan Network(string text) => ServerBan.OfNetwork(Utf8(text), out _)!;

    private static object Described(ServerBan ban) =>
        (ban.Id, ban.Text, ban.IsNetwork, ban.Network, ban.Reason, ban.SetBy, ban.SetAt, ban.Expires);
}
