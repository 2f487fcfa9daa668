using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Tests.Connection.Tls;

public sealed class StsOfferTests
{
    [Theory]
    [InlineData("port=6697", 6697, null)]
    [InlineData("duration=2592000", null, 2592000L)]
    [InlineData("duration=0,port=6697,preload,x=y", 6697, 0L)]
    [InlineData("port=0,duration=-1", null, null)]
    [InlineData("port=65536,duration=soon", null, null)]
    [InlineData("duration=9223372036854775807", null, 3153600000L)]
    [InlineData("", null, null)]
    public void Keys_that_nobody_knows_and_values_that_are_none_are_ignored(string value, int? port, long? seconds) =>
        StsOffer.Parse(value).Should().Be(new StsOffer(port, seconds is { } known ? TimeSpan.FromSeconds(known) : null));
}
