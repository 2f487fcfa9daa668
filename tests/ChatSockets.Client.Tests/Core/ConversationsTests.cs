using ChatSockets.Client.Core;
namespace ChatSockets.Client.Tests.Core;

public sealed class ConversationsTests
{
    private readonly Network _network = Networks.Any();
    private readonly Conversations _conversations = new();

    [Fact]
    public void Stepping_goes_around_the_ends()
    {
        Open("#a", "#b", "#c");
        _conversations.Step(-1);
        _conversations.Current!.Name.Should().Be("#c");
        _conversations.Step(1);
        _conversations.Current!.Name.Should().Be("#a");
    }

    [Fact]
    public void What_is_closed_makes_way_for_its_neighbour()
    {
        Open("#a", "#b");
        _conversations.SwitchTo(2);
        _conversations.Close(_conversations.Find(_network, "#B")!);
        _conversations.Current!.Name.Should().Be("#a");
        _conversations.Close(_conversations.Current!);
        _conversations.Current.Should().BeNull();
    }

    [Fact]
    public void Opening_one_does_not_move_what_is_typed_into()
    {
        Open("#a");
        _conversations.Ensure(_network, "bob").Unread = 2;
        _conversations.IsCurrent(_network, "#a").Should().BeTrue();
        _conversations.SwitchTo(2).Should().BeTrue();
        _conversations.Current!.Unread.Should().Be(0);
        _conversations.SwitchTo(3).Should().BeFalse();
    }

    [Fact]
    public void A_talk_follows_the_other_side_s_new_nickname()
    {
        Open("bob");
        _conversations.Rename(_network, "bob", "robert");
        _conversations.Current!.Name.Should().Be("robert");
    }

    private void Open(params string[] names)
    {
        foreach (string name in names) _conversations.Ensure(_network, name);
        _conversations.SwitchTo(1);
    }
}
