using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests;

public sealed class CaseMappingTests
{
    public static TheoryData<string> Names => new() { "ascii", "rfc1459", "rfc1459-strict" };

    [Theory]
    [InlineData("ascii", "ABCXYZ", "abcxyz", true)]
    [InlineData("ascii", "a[b", "a{b", false)]
    [InlineData("ascii", "a^b", "a~b", false)]
    [InlineData("rfc1459", "A[]\\^", "a{}|~", true)]
    [InlineData("rfc1459-strict", "A[]\\", "a{}|", true)]
    [InlineData("rfc1459-strict", "^", "~", false)]
    [InlineData("rfc1459", "_", "\u007F", false)]
    [InlineData("rfc1459", "@", "`", false)]
    [InlineData("ascii", "@", "`", false)]
    [InlineData("ascii", "É", "é", false)] // beyond ASCII nothing has a case
    [InlineData("rfc1459", "É", "é", false)]
    [InlineData("ascii", "a", "ab", false)]
    [InlineData("ascii", "", "", true)]
    [InlineData("ascii", "", "a", false)]
    public void Names_are_the_same_or_not(string mapping, string one, string other, bool same)
    {
        CaseMapping casing = CaseMapping.Parse(mapping);
        casing.Equals(Bytes.Utf8(one), Bytes.Utf8(other)).Should().Be(same);
        casing.Equals(Bytes.Utf8(other), Bytes.Utf8(one)).Should().Be(same);
    }

    [Theory]
    [InlineData("ascii", 26)]
    [InlineData("rfc1459", 30)]
    [InlineData("rfc1459-strict", 29)]
    public void So_many_bytes_have_a_lower_case(string name, int count)
    {
        CaseMapping mapping = CaseMapping.Parse(name);
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        all.Where(value => mapping.Fold(value) != value).Should().HaveCount(count);
        all.Should().OnlyContain(value => mapping.Fold(mapping.Fold(value)) == mapping.Fold(value));
    }

    [Theory]
    [InlineData("ascii", "ascii")]
    [InlineData("rfc1459", "rfc1459")]
    [InlineData("rfc1459-strict", "rfc1459-strict")]
    [InlineData("strict-rfc1459", "rfc1459-strict")]
    [InlineData("rfc7613", "ascii")]
    [InlineData("", "ascii")]
    public void A_mapping_is_known_by_its_name(string name, string expected) => CaseMapping.Parse(name).Name.Should().Be(expected);

    [Theory]
    [MemberData(nameof(Names))]
    public void Same_names_have_the_same_hash(string name)
    {
        CaseMapping mapping = CaseMapping.Parse(name);
        Properties.ForAll(Properties.BytesOf(Properties.WireByte, 0, 200), value =>
        {
            byte[] folded = [.. value.Select(mapping.Fold)];
            byte[] mixed = [.. value.Select((letter, i) => i % 3 == 0 ? mapping.Fold(letter) : letter)];
            mapping.Equals(value, folded).Should().BeTrue();
            mapping.Equals(value, mixed).Should().BeTrue();
            mapping.GetHashCode(mixed.AsSpan()).Should().Be(mapping.GetHashCode(value.AsSpan()));
            mapping.GetHashCode(folded.AsSpan()).Should().Be(mapping.GetHashCode(value.AsSpan()));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_means_that_the_folded_bytes_are_equal(string name)
    {
        CaseMapping mapping = CaseMapping.Parse(name);
        var few = Gen.Elements("aA[{}]|\\~^bB"u8.ToArray());
        Properties.ForAll(Gen.Two(Properties.BytesOf(few, 0, 3)), pair =>
        {
            (byte[] one, byte[] other) = pair;
            bool same = one.Select(mapping.Fold).SequenceEqual(other.Select(mapping.Fold));
            mapping.Equals(one, other).Should().Be(same);
            if (same) mapping.GetHashCode(one.AsSpan()).Should().Be(mapping.GetHashCode(other.AsSpan()));
        }, count: 2000);
    }

    [Fact]
    public void A_dictionary_finds_a_name_in_any_case_by_a_span()
    {
        var rooms = new Dictionary<byte[], int>(CaseMapping.Ascii) { ["#Lobby"u8.ToArray()] = 1 };
        Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> lookup = rooms.GetAlternateLookup<ReadOnlySpan<byte>>();

        lookup["#LOBBY"u8].Should().Be(1);
        lookup.ContainsKey("#lobb"u8).Should().BeFalse();
        rooms["#lobby"u8.ToArray()].Should().Be(1);

        lookup["#lobby"u8] = 2;
        lookup["#other"u8] = 3;
        rooms.Should().HaveCount(2);
        rooms["#OTHER"u8.ToArray()].Should().Be(3);
        rooms.Keys.Select(key => Bytes.Text(key)).Should().BeEquivalentTo(["#Lobby", "#other"], "a name keeps the case in which it came");
    }

    [Fact]
    public void Nothing_is_the_same_as_nothing_only()
    {
        IEqualityComparer<byte[]> comparer = CaseMapping.Ascii;
        comparer.Equals(null, null).Should().BeTrue();
        comparer.Equals(null, []).Should().BeFalse();
        comparer.Equals([], null).Should().BeFalse();
    }
}
