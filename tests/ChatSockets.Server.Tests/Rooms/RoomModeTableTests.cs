using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Rooms;

[Specification("Modern IRC", "CHANMODES Parameter")]
public sealed class RoomModeTableTests
{
    [Fact]
    public void The_letters_are_announced_in_their_four_kinds()
    {
        RoomModeTable.Kinds.Should().Be("beI,k,lfjL,CMRcimnst");
        RoomModeTable.Lists.Should().Be("beI");
        RoomModeTable.AllLetters.Should().Be("CILMRabcefhijklmnoqstv");
        RoomModeTable.ModesWithArgument.Should().Be("ILabefhjkloqv");
    }

    [Fact]
    public void Every_letter_has_one_row_and_none_is_a_status_too()
    {
        RoomModeTable.Rows.Select(row => row.Letter).Should().OnlyHaveUniqueItems().And.NotIntersectWith(MemberPrefix.Letters);
        RoomModeTable.Rows.Should().OnlyContain(row => RoomModeTable.Find((byte)row.Letter) == row);
        RoomModeTable.Find((byte)'Z').Should().BeNull();
    }

    [Fact]
    public void Half_operators_may_change_what_is_about_the_talk() =>
        string.Concat(RoomModeTable.Rows.Where(row => row.Needs == MemberModes.HalfOperator).Select(row => row.Letter))
            .Should().Be("beIimnt");

    [Fact]
    public void Every_switch_can_be_turned_and_is_shown()
    {
        foreach (SwitchMode mode in RoomModeTable.Rows.OfType<SwitchMode>().Where(mode => mode.Letter is not ('n' or 't')))
        {
            var modes = new RoomModes();
            modes.Switch(mode.Letter, on: true).Should().BeTrue();
            modes.Format(withKey: false).Should().Contain($"{mode.Letter}");
        }
    }
}
