using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Core;

public sealed class WishesTests
{
    private readonly Wishes _wishes = new(ClientRun.Options(new ServerAddress("localhost", 1)) with
    {
        Keys = new Dictionary<string,
        string>
        { ["#lobby"] = "k" }
    });

    [Fact]
    public void A_nickname_is_a_wish_when_the_user_asked_for_it_and_got_it()
    {
        _wishes.Renamed("Guest1");
        _wishes.AskNick("bob");
        _wishes.Nick.Should().Be("alice");
        _wishes.Renamed("bob");
        _wishes.Nick.Should().Be("bob");
    }

    [Fact]
    public void A_room_is_wished_until_one_leaves_it()
    {
        _wishes.Enter("#ops", "sesame", StringComparer.OrdinalIgnoreCase);
        _wishes.Enter("#OPS", null, StringComparer.OrdinalIgnoreCase);
        _wishes.Rooms.Should().Equal("#lobby", "#ops");
        _wishes.KeyOf("#Ops").Should().Be("sesame");
        _wishes.Leave("#ops", StringComparer.OrdinalIgnoreCase);
        _wishes.Rooms.Should().Equal("#lobby");
        _wishes.KeyOf("#ops").Should().BeNull();
    }

    [Fact]
    public void A_key_may_change()
    {
        _wishes.ChangeKey("#lobby", "other");
        _wishes.KeyOf("#lobby").Should().Be("other");
        _wishes.ChangeKey("#lobby", null);
        _wishes.KeyOf("#lobby").Should().BeNull();
    }
}
