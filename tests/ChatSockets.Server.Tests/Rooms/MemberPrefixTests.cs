using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Rooms;

[Specification("Modern IRC", "Channel Membership Prefixes")]
[Specification("Modern IRC", "PREFIX Parameter")]
public sealed class StatusTests
{
    [Fact]
    public void There_are_five_the_highest_first()
    {
        MemberPrefix.Letters.Should().Be("qaohv");
        MemberPrefix.Prefixes.Should().Be("~&@%+");
        MemberPrefix.All.Select(status => (int)status.Mode).Should().BeInDescendingOrder();
    }

    [Fact]
    public void Nobody_gives_more_than_he_has()
    {
        MemberPrefix.All.Should().OnlyContain(status => status.GivenBy >= status.Mode);
        MemberPrefix.All.Should().OnlyContain(status => status.ActsOn == null || status.ActsOn <= status.Mode);
    }

    [Fact]
    public void A_status_is_found_by_its_letter_its_sign_and_as_the_highest_of_several()
    {
        MemberPrefix.OfLetter((byte)'h')!.Name.Should().Be("half-operator");
        MemberPrefix.OfLetter((byte)'b').Should().BeNull();
        MemberPrefix.OfSymbol((byte)'&')!.Name.Should().Be("admin");
        MemberPrefix.OfSymbol((byte)'#').Should().BeNull();
        MemberPrefix.Highest(MemberModes.Voice | MemberModes.Operator)!.Name.Should().Be("operator");
        MemberPrefix.Highest(MemberModes.None).Should().BeNull();
    }
}
