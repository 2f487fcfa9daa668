using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Rooms;

public sealed class RoomModesTests
{
    private readonly RoomModes _modes = new();

    [Fact]
    public void A_new_room_hears_its_members_only_and_protects_its_topic()
    {
        _modes.Format(withKey: true).Should().Be("+nt");
        (_modes.HearsMembersOnly, _modes.IsTopicProtected).Should().Be((true, true));
        (_modes.IsInviteOnly, _modes.IsModerated, _modes.IsSecret, _modes.Key, _modes.Limit).Should().Be((false, false, false, null, null));
    }

    [Fact]
    public void Switches_are_listed_in_the_order_of_the_alphabet_and_arguments_behind_them()
    {
        foreach (char letter in "tsnmi") _modes.Switch(letter, on: true);
        _modes.Key = Wire.Utf8("secret");
        _modes.Limit = 20;
        _modes.Format(withKey: true).Should().Be("+imnstkl secret 20");
        _modes.Format(withKey: false).Should().Be("+imnstkl * 20");
    }

    [Fact]
    public void Without_any_there_is_still_a_plus_sign()
    {
        _modes.Switch('n', on: false);
        _modes.Switch('t', on: false);
        _modes.Format(withKey: true).Should().Be("+");
    }

    [Theory]
    [InlineData("+")]
    [InlineData("+nt")]
    [InlineData("+CMRcimnstklfjL key 20 *5:10 3:60 #other")]
    [InlineData("+ilL 7 #other")]
    public void What_is_set_can_be_set_again(string modes)
    {
        _modes.Restore(modes);
        _modes.Format(withKey: true).Should().Be(modes);
    }

    [Fact]
    public void A_switch_says_whether_it_was_turned()
    {
        _modes.Switch('m', on: true).Should().BeTrue();
        _modes.Switch('m', on: true).Should().BeFalse();
        _modes.Switch('m', on: false).Should().BeTrue();
        _modes.Switch('m', on: false).Should().BeFalse();
    }

    [Fact]
    public void Arguments_are_shown_in_the_order_of_their_letters()
    {
        _modes.JoinFlood = MessageRateLimit.Parse("3:60"u8, mayKick: false);
        _modes.LineFlood = MessageRateLimit.Parse("*5:10"u8, mayKick: true);
        _modes.Forward = Wire.Utf8("#other");
        _modes.Key = Wire.Utf8("secret");
        _modes.Format(withKey: false).Should().Be("+ntkfjL * *5:10 3:60 #other");
    }

    [Theory]
    [InlineData('C', true)]
    [InlineData('c', true)]
    [InlineData('R', false)]
    [InlineData('M', false)]
    [InlineData('m', false)]
    public void Only_some_modes_look_at_each_line(char letter, bool looks)
    {
        _modes.LooksAtLines.Should().BeFalse();
        _modes.Switch(letter, on: true);
        _modes.LooksAtLines.Should().Be(looks);
    }

    [Fact]
    public void A_flood_limit_looks_at_each_line()
    {
        _modes.LineFlood = MessageRateLimit.Parse("5:10"u8, mayKick: true);
        _modes.LooksAtLines.Should().BeTrue();
    }
}
