using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Protocol.Tests.Sasl;

public sealed class SaslPlainTests
{
    [Theory]
    [InlineData("\0tim\0tanstaaftanstaaf", null, "tim", "tanstaaftanstaaf")] // RFC 4616, section 4
    [InlineData("Ursel\0Kurt\0xipj3plmq", "Ursel", "Kurt", "xipj3plmq")]
    [InlineData("jilles\0jilles\0sesame", "jilles", "jilles", "sesame")]
    [InlineData("\0ü\0€ ,=", null, "ü", "€ ,=")]
    [InlineData("\0u\u00ADser\0\u2168", null, "user", "\u2168")] // the name is prepared, the password is when it is compared
    public void A_message_is_read(string message, string? authorizationName, string userName, string password)
    {
        SaslPlain.TryParse(Bytes.Utf8(message), out SaslPlain? plain).Should().BeTrue();
        plain!.AuthorizationName.Should().Be(authorizationName);
        plain.UserName.Should().Be(userName);
        plain.Password.Should().Be(password);
    }

    [Theory]
    [InlineData("")]
    [InlineData("user")]
    [InlineData("\0user")]
    [InlineData("\0\0")]
    [InlineData("\0user\0")]
    [InlineData("\0\0password")]
    [InlineData("\0user\0pass\0word")]
    [InlineData("\0user\0password\0")]
    [InlineData("\0us\u0007er\0password")]
    [InlineData("\0\u00C2\u00AD\0password")] // nothing is left of the name
    [InlineData("\0us\u00FFer\0password")]
    [InlineData("\0user\0pass\u00FFword")]
    [InlineData("\u00FF\0user\0password")]
    public void What_is_no_message_is_refused(string message) => SaslPlain.TryParse(Bytes.Raw(message), out _).Should().BeFalse();

    [Theory]
    [InlineData(0, 255, 1024, true)]
    [InlineData(255, 255, 300, true)]
    [InlineData(256, 255, 255, false)]
    [InlineData(0, 256, 255, false)]
    [InlineData(0, 255, 1025, false)]
    public void A_name_has_255_bytes_at_the_most_and_a_password_1024(int authorizationName, int userName, int password, bool isTaken)
    {
        string message = $"{new string('a', authorizationName)}\0{new string('b', userName)}\0{new string('c', password)}";
        SaslPlain.TryParse(Bytes.Utf8(message), out _).Should().Be(isTaken);
    }

    [Fact]
    public void Every_truncated_message_is_refused_or_has_a_shorter_password()
    {
        byte[] message = "boss\0user\0pencil"u8.ToArray();
        for (int length = 0; length < message.Length; length++)
        {
            bool isTaken = SaslPlain.TryParse(message.AsSpan(0, length), out SaslPlain? plain);
            isTaken.Should().Be(length > "boss\0user\0".Length);
            if (isTaken) plain!.Password.Should().Be("pencil"[..(length - 10)]);
        }
    }

    [Theory]
    [InlineData("tim", "tanstaaftanstaaf", "\0tim\0tanstaaftanstaaf")]
    [InlineData("ü", "\u2168", "\0ü\0\u2168")]
    [InlineData("", "password", null)]
    [InlineData("user", "", null)]
    [InlineData("us\0er", "password", null)]
    [InlineData("user", "pass\0word", null)]
    public void A_message_is_built(string userName, string password, string? message) =>
        SaslPlain.Build(userName, password).Should().Equal(message is null ? null : Bytes.Utf8(message));

    [Fact]
    public void What_the_server_would_refuse_is_not_built()
    {
        SaslPlain.Build(new string('a', 255), new string('b', 1024)).Should().NotBeNull();
        SaslPlain.Build(new string('a', 256), "b").Should().BeNull();
        SaslPlain.Build("a", new string('€', 342)).Should().BeNull();
        SaslPlain.Build("a" + '\uD83E', "b").Should().BeNull();
    }

    [Fact]
    public void What_is_built_is_read() => Properties.ForAll(Properties.LineText, text =>
    {
        if (SaslPlain.Build(text, text) is not { } message) return;
        SaslPlain.TryParse(message, out SaslPlain? plain).Should().BeTrue();
        plain!.Password.Should().Be(text);
        plain.UserName.Should().Be(SaslPrep.Query(text));
    });

    [Fact]
    public void No_bytes_are_too_much() => Properties.ForAll(Properties.WireBytes, bytes =>
    {
        if (SaslPlain.TryParse(bytes, out SaslPlain? plain)) plain.UserName.Should().NotBeEmpty();
    });
}
