namespace ChatSockets.Protocol.Tests;

public sealed class CapabilityTests
{
    [Theory]
    [InlineData("message-tags", Capability.MessageTags)]
    [InlineData("server-time", Capability.ServerTime)]
    [InlineData("echo-message", Capability.EchoMessage)]
    [InlineData("multi-prefix", Capability.MultiPrefix)]
    [InlineData("cap-notify", Capability.CapNotify)]
    [InlineData("Message-Tags", Capability.None)] // names are compared to the letter
    [InlineData("message-tag", Capability.None)]
    [InlineData("message-tags ", Capability.None)]
    [InlineData("-message-tags", Capability.None)]
    [InlineData("message-tagſ", Capability.None)]
    [InlineData("", Capability.None)]
    public void A_capability_is_known_by_its_name(string name, Capability capability) =>
        CapabilityNames.Parse(Bytes.Utf8(name)).Should().Be(capability);

    [Fact]
    public void Every_capability_has_one_name_and_every_name_one_bit()
    {
        CapabilityNames.All.Select(entry => entry.Capability)
            .Should().BeEquivalentTo(Enum.GetValues<Capability>().Where(capability => capability != Capability.None));
        CapabilityNames.All.Select(entry => entry.Name).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
        CapabilityNames.All.Should().OnlyContain(entry => ulong.PopCount((ulong)entry.Capability) == 1);
        CapabilityNames.All.Should().OnlyContain(entry => CapabilityNames.Parse(Bytes.Utf8(entry.Name)) == entry.Capability);
    }

    [Theory]
    [InlineData(Capability.None, "")]
    [InlineData(Capability.ServerTime, "server-time")]
    [InlineData(Capability.ServerTime | Capability.CapNotify | Capability.MessageTags, "cap-notify message-tags server-time")]
    [InlineData((Capability)0x8000_0000, "")]
    public void A_set_is_written_as_its_names(Capability set, string expected) => CapabilityNames.Format(set).Should().Be(expected);
}
