namespace ChatSockets.Protocol.Tests;

public sealed class RoomNameTests
{
    [Theory]
    [InlineData("#a")]
    [InlineData("#lobby")]
    [InlineData("##")]
    [InlineData("#a:b")]
    [InlineData("#a!b@c*d?")]
    [InlineData("#grüße")]
    [InlineData("#🦜")]
    [InlineData("#1")]
    [InlineData("#日本語")]
    [InlineData("#שלום")]
    [InlineData("#e\u0301té")]
    public void These_are_rooms(string name)
    {
        RoomName.IsRoom(Bytes.Utf8(name)).Should().BeTrue();
        RoomName.IsValid(Bytes.Utf8(name)).Should().BeTrue();
    }

    [Theory]
    [InlineData("#")]
    [InlineData("#a b")]
    [InlineData("#a,b")]
    [InlineData("#a\u0007")]
    [InlineData("#a\0")]
    [InlineData("#a\r")]
    [InlineData("#a\t")]
    [InlineData("#a\u001F")]
    [InlineData("#a\u007F")]
    [InlineData("#a\u0085")]
    [InlineData("#a\u009B")]
    [InlineData("#a\u00A0")]
    [InlineData("#a\u00ADb")]
    [InlineData("#a\u034Fb")]
    [InlineData("#a\u200Bb")]
    [InlineData("#a\u200Cb")]
    [InlineData("#a\u200Eb")]
    [InlineData("#a\u202Eb")]
    [InlineData("#a\u2028b")]
    [InlineData("#a\u2029b")]
    [InlineData("#a\u2060b")]
    [InlineData("#a\u2066b")]
    [InlineData("#a\u2800b")]
    [InlineData("#a\u3000b")]
    [InlineData("#a\u3164b")]
    [InlineData("#a\uFE0F")]
    [InlineData("#a\uFEFFb")]
    [InlineData("#a\uFFFE")]
    [InlineData("#a\U000E0041")]
    [InlineData("#a\U000E0100")]
    public void These_are_meant_for_rooms_and_are_not_valid(string name)
    {
        RoomName.IsRoom(Bytes.Utf8(name)).Should().BeTrue();
        RoomName.IsValid(Bytes.Utf8(name)).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("lobby")]
    [InlineData("&lobby")]
    [InlineData("@#lobby")]
    [InlineData(" #lobby")]
    public void These_are_no_rooms(string name)
    {
        RoomName.IsRoom(Bytes.Utf8(name)).Should().BeFalse();
        RoomName.IsValid(Bytes.Utf8(name)).Should().BeFalse();
    }

    [Fact]
    public void A_name_has_64_bytes_at_most()
    {
        RoomName.IsValid(Bytes.Utf8("#" + new string('a', 63))).Should().BeTrue();
        RoomName.IsValid(Bytes.Utf8("#" + new string('a', 64))).Should().BeFalse();
        RoomName.IsValid(Bytes.Utf8("#" + new string('é', 32))).Should().BeFalse("bytes count, not letters");
    }
}
