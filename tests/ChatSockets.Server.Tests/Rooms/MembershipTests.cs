using System.Text;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Tests.Rooms;

public sealed class MembershipTests
{
    [Theory]
    [InlineData(0, "", "")]
    [InlineData(1, "+", "+")]
    [InlineData(2, "@", "@")]
    [InlineData(3, "@", "@+")]
    public void The_highest_sign_is_shown_or_all_the_highest_first(byte modes, string highest, string all)
    {
        var member = new Membership(null!, (MemberModes)modes);
        Signs(member, all: false).Should().Be(highest);
        Signs(member, all: true).Should().Be(all);
    }

    [Fact]
    public void An_operator_is_at_least_a_voice_and_a_voice_no_operator()
    {
        new Membership(null!, MemberModes.Operator).IsAtLeast(MemberModes.Voice).Should().BeTrue();
        new Membership(null!, MemberModes.Voice).IsAtLeast(MemberModes.Operator).Should().BeFalse();
        new Membership(null!, MemberModes.None).IsAtLeast(MemberModes.Voice).Should().BeFalse();
        new Membership(null!, MemberModes.Voice | MemberModes.Operator).IsOperator.Should().BeTrue();
    }

    private static string Signs(Membership member, bool all)
    {
        var signs = new byte[Membership.Statuses.Count];
        return Encoding.ASCII.GetString(signs, 0, member.WriteSigns(signs, all));
    }
}
