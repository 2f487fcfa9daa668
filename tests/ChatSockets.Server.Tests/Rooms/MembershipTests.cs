using System.Text;
using ChatSockets.Core.State;

namespace ChatSockets.Server.Tests.Rooms;

public sealed class MembershipTests
{
    [Theory]
    [InlineData(0, "", "")]
    [InlineData(1, "+", "+")]
    [InlineData(2, "%", "%")]
    [InlineData(4, "@", "@")]
    [InlineData(5, "@", "@+")]
    [InlineData(8, "&", "&")]
    [InlineData(20, "~", "~@")]
    [InlineData(31, "~", "~&@%+")]
    public void The_highest_sign_is_shown_or_all_the_highest_first(byte modes, string highest, string all)
    {
        var member = new Membership(null!, (MemberModes)modes);
        Prefixes(member, all: false).Should().Be(highest);
        Prefixes(member, all: true).Should().Be(all);
    }

    [Fact]
    public void An_operator_is_at_least_a_voice_and_a_voice_no_operator()
    {
        new Membership(null!, MemberModes.Operator).IsAtLeast(MemberModes.Voice).Should().BeTrue();
        new Membership(null!, MemberModes.Voice).IsAtLeast(MemberModes.Operator).Should().BeFalse();
        new Membership(null!, MemberModes.None).IsAtLeast(MemberModes.Voice).Should().BeFalse();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("v", "")]
    [InlineData("h", " v")]
    [InlineData("o", " vho")]
    [InlineData("a", " vho")]
    [InlineData("ao", " vho")]
    [InlineData("q", " vhoaq")]
    public void Those_of_a_status_may_act_on_these(string own, string others)
    {
        Membership member = Member(own), other;
        foreach (string theirs in new[] { "", "v", "h", "o", "a", "q" })
        {
            other = Member(theirs);
            member.MayActOn(other).Should()
                .Be(others.Contains(theirs.Length == 0 ? " " : theirs, StringComparison.Ordinal), "of {0} on {1}", own, theirs);
        }
        member.MayActOn(member).Should().BeTrue();
        member.MayActOn(Member("qo")).Should().Be(own == "q");
    }

    private static Membership Member(string letters) =>
        new(null!, letters.Aggregate(MemberModes.None, (modes, letter) => modes | MemberPrefix.OfLetter((byte)letter)!.Mode));

    private static string Prefixes(Membership member, bool all)
    {
        var prefixes = new byte[Membership.Statuses.Count];
        return Encoding.ASCII.GetString(prefixes, 0, member.WritePrefixes(prefixes, all));
    }
}
