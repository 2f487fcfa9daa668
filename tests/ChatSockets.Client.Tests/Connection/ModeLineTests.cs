using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Tests.Connection;

public sealed class ModeLineTests
{
    [Fact]
    public void Each_letter_gets_the_parameter_that_is_its_own() =>
        ModeLine.Parse("+tol-lv", ["bob", "5", "carol"], new Isupport()).Should().Equal(
            new ModeSetting(true, 't', null), new ModeSetting(true, 'o', "bob"), new ModeSetting(true, 'l', "5"),
            new ModeSetting(false, 'l', null), new ModeSetting(false, 'v', "carol"));

    [Fact]
    public void A_missing_parameter_is_none() => ModeLine.Parse("+o", [], new Isupport()).Should().Equal(new ModeSetting(true, 'o', null));
}
