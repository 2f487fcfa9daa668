using ChatSockets.Server.Rooms;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Rooms;

[Specification("Modern IRC", "Channel Membership Prefixes")]
[Specification("Modern IRC", "PREFIX Parameter")]
public sealed class StatusTests
{
    [Fact]
    public void There_are_five_the_highest_first()
    {
        Status.Letters.Should().Be("qaohv");
        Status.Signs.Should().Be("~&@%+");
        Status.All.Select(status => (int)status.Mode).Should().BeInDescendingOrder();
    }

    [Fact]
    public void Nobody_gives_more_than_he_has()
    {
        Status.All.Should().OnlyContain(status => status.GivenBy >= status.Mode);
        Status.All.Should().OnlyContain(status => status.ActsOn == null || status.ActsOn <= status.Mode);
    }

    [Fact]
    public void A_status_is_found_by_its_letter_its_sign_and_as_the_highest_of_several()
    {
        Status.OfLetter((byte)'h')!.Name.Should().Be("half-operator");
        Status.OfLetter((byte)'b').Should().BeNull();
        Status.OfSign((byte)'&')!.Name.Should().Be("admin");
        Status.OfSign((byte)'#').Should().BeNull();
        Status.Highest(MemberModes.Voice | MemberModes.Operator)!.Name.Should().Be("operator");
        Status.Highest(MemberModes.None).Should().BeNull();
    }
}
