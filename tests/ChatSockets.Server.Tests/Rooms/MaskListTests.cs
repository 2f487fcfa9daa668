using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

[Specification("Modern IRC", "MAXLIST Parameter")]
public sealed class MaskListTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly MaskList _list = new();

    [Fact]
    public void It_keeps_the_order_and_who_added_what()
    {
        Add("b!*@*").Should().BeTrue();
        Add("a!*@*").Should().BeTrue();
        _list.Entries.Select(entry => entry.Mask.Text)
            .Should().BeEquivalentTo([Utf8("b!*@*"), Utf8("a!*@*")], options => options.WithStrictOrdering());
        _list.Entries[0].SetBy.Should().Equal(Utf8("alice"));
        _list.Entries[0].SetAt.Should().Be(Now);
    }

    [Fact]
    public void A_mask_is_there_once_whatever_its_case()
    {
        Add("bob!*@*").Should().BeTrue();
        Add("BOB!*@*").Should().BeFalse();
        _list.Entries.Should().ContainSingle();
    }

    [Fact]
    public void Only_what_is_there_can_be_removed()
    {
        Add("bob!*@*");
        Remove("bob!*@x").Should().BeFalse();
        Remove("BOB!*@*").Should().BeTrue();
        Remove("bob!*@*").Should().BeFalse();
        _list.Entries.Should().BeEmpty();
    }

    [Fact]
    public void It_is_full_with_a_hundred()
    {
        for (int i = 0; i < MaskList.Maximum; i++)
        {
            _list.IsFull.Should().BeFalse();
            Add($"n{i}!*@*");
        }
        _list.IsFull.Should().BeTrue();
        MaskList.Maximum.Should().Be(100);
    }

    private bool Add(string mask) => _list.Add(Parse(mask), Utf8("alice"), Now);

    private bool Remove(string mask) => _list.Remove(Parse(mask));

    private static RoomMask Parse(string mask) => RoomMask.Parse(Utf8(mask), out _)!;
}
