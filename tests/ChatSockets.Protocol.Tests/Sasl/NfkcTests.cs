using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Protocol.Tests.Sasl;

/// <summary>
/// The hashes were computed with Python's <c>unicodedata.ucd_3_2_0</c>: an implementation with which this one shares nothing but Unicode's
/// facts.
/// </summary>
public sealed class NfkcTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u00E9", "\u00E9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("A\u030A", "\u00C5")]
    [InlineData("\uFB01", "fi")]
    [InlineData("\u2168", "IX")]
    [InlineData("\uFF21\uFF22\uFF23\uFF11", "ABC1")]
    [InlineData("\uFF76\uFF9E", "\u30AC")] // half-width ka and its mark, as a Japanese keyboard may have them
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\uAC00\u11A7", "\uAC00\u11A7")]
    [InlineData("a\u0328\u0301", "\u0105\u0301")]
    [InlineData("a\u0301\u0328", "\u0105\u0301")] // marks in an order of their own
    [InlineData("o\u031B\u0323", "\u1EE3")]
    [InlineData("o\u0304\u0323", "\u1ECD\u0304")]
    [InlineData("o\u0301\u0301", "\u00F3\u0301")]
    [InlineData("\u0958", "\u0915\u093C")] // stays apart
    [InlineData("\U0001D400\U0001D419", "AZ")]
    [InlineData("\U0002F800", "\u4E3D")]
    [InlineData("🦜", "🦜")]
    public void Text_is_normalized(string text, string normalized) => Nfkc.Normalize(text).Should().Be(normalized);

    [Fact]
    public void Every_character_there_is() =>
        Hash(Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(character => new Rune(character).ToString()))
            .Should().Be("C2FCEB6C6FFD4ACEC93DF51351D120299C62A66E469FA22ADA2A1F5922367B04");

    [Fact]
    public void Letters_and_marks_in_any_order()
    {
        int[] alphabet =
        [
            .. ("20 41 61 65 69 6F 75 73 3C 338 300 301 302 303 304 308 30A 323 327 328 31B 345 344 3B1 3C9 5D0 5BC 5B7 915 93C 958 9C7 "
                + "9BE 1100 1161 11A7 "
                + "11A8 AC00 AC01 D7A3 1175 11C2 212B 2126 FB01 FDFA FF76 FF9E FF9F 3099 30AB 1D15E 1D165 1D16E 2F868 F900 1E9B 17F "
                    + "1F71 1D400 2460 1B")
                .Split(' ').Select(digits => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
        ];
        uint seed = 1;
        Hash(Enumerable.Range(0, 20_000)
            .Select(_ => string.Concat(Enumerable.Range(0, 8).Select(_ => new Rune(alphabet[Next() % alphabet.Length])))))
            .Should().Be("CAB40834DE8C9E4BBEAD3C9D444CC9BFF608423BE58BDFB35CF0F5D36DEA7E55");

        int Next() => (int)((seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF) >> 8);
    }

    private static string Hash(IEnumerable<string> texts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => Nfkc.Normalize(text) + "\n")))));
}
