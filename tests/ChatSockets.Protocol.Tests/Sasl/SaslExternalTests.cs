using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Protocol.Tests.Sasl;

public sealed class SaslExternalTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("fred", "fred")]
    [InlineData("fr\u00ADed", "fred")]
    public void A_name_or_none_is_read(string message, string? name)
    {
        SaslExternal.TryParse(Bytes.Utf8(message), out string? read).Should().BeTrue();
        read.Should().Be(name);
    }

    [Theory]
    [InlineData("fr\0ed")]
    [InlineData("fr\u00FFed")]
    [InlineData("fr\ned")]
    public void What_may_not_be_a_name_is_refused(string message)
    {
        SaslExternal.TryParse(Bytes.Raw(message), out string? name).Should().BeFalse();
        name.Should().BeNull();
    }

    [Fact]
    public void A_name_has_255_bytes_at_the_most()
    {
        SaslExternal.TryParse(new byte[255].Select(_ => (byte)'a').ToArray(), out _).Should().BeTrue();
        SaslExternal.TryParse(new byte[256].Select(_ => (byte)'a').ToArray(), out _).Should().BeFalse();
    }
}
