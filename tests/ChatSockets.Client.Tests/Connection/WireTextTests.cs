using System.Text;
using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Tests.Connection;

public sealed class WireTextTests
{
    [Theory]
    [InlineData("naïve €", 1, "naïve \uFFFD")]
    [InlineData("naïve €", 2, "naïve \uFFFD")]
    [InlineData("smile 😀", 1, "smile \uFFFD")]
    [InlineData("naïve €", 0, "naïve €")]
    public void Only_the_character_that_was_cut_is_lost(string text, int cut, string decoded) =>
        WireText.Decode(Encoding.UTF8.GetBytes(text).AsSpan()[..^cut]).Should().Be(decoded);

    [Theory]
    [InlineData("café")]
    [InlineData("Ã")]
    [InlineData("à la carte")]
    public void Other_bytes_are_latin1(string text) => WireText.Decode(Encoding.Latin1.GetBytes(text)).Should().Be(text);

    [Theory]
    [InlineData(new byte[] { 0x61 }, 0)]
    [InlineData(new byte[] { 0x61, 0xC3 }, 1)]
    [InlineData(new byte[] { 0xE2, 0x82 }, 2)]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98 }, 3)]
    [InlineData(new byte[] { 0xC3, 0xA9 }, 0)]
    [InlineData(new byte[0], 0)]
    public void A_cut_tail_is_what_begins_a_character(byte[] bytes, int length) => WireText.CutTail(bytes).Should().Be(length);
}
