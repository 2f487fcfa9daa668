using System.Text;
using ChatSockets.Client.Settings.Files;
using ChatSockets.Client.Settings.Kinds;

namespace ChatSockets.Client.Tests.Settings.Files;

public sealed class JsonFileTests
{
    [Fact]
    public void Items_know_where_they_stand()
    {
        const string text = "{ // é\n  \"é\": [1, \"x\"],\n}";
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        JsonItem root = JsonFile.Read(bytes, (_, reason) => throw new FormatException(reason))!;
        JsonMember member = root.Members.Single();
        member.Place.Should().Be(new JsonPlace(2, 3));
        member.Value.Place.Should().Be(new JsonPlace(2, 8));
        Encoding.UTF8.GetString(bytes[member.Value.Start..member.Value.End]).Should().Be("[1, \"x\"]");
        Encoding.UTF8.GetString(bytes[member.Value.Items[1].Start..member.Value.Items[1].End]).Should().Be("\"x\"");
        root.End.Should().Be(bytes.Length);
    }

    [Theory]
    [InlineData("",
        "1:1: This is not JSON: The input does not contain any JSON tokens. Expected the input to start with a valid JSON token.")]
    [InlineData("[1]", "1:1: Settings are an object: { \"theme\": \"dark\" }. This is a list.")]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", "3:3: This is not JSON: '\"' is invalid after a value. Expected either ',', '}', or ']'.")]
    [InlineData("{ \"a\": 1,\n  \"a\": 2 }", "2:3: \"a\" is here for the second time, after line 1. Remove one.")]
    [InlineData("{ \"a\": \"\\ud800\" }", "1:8: This text has an escape that stands for no character. Write the character itself.")]
    public void What_is_no_settings_file_is_told_where(string text, string expected) =>
        Errors(Encoding.UTF8.GetBytes(text)).Should().Equal(expected);

    [Fact]
    public void Other_encodings_are_told_where() =>
        Errors([.. "{ \"a\": \""u8, 0xE9, .. "\" }"u8]).Should().Equal("1:9: This is not UTF-8. Save the file as UTF-8.");

    [Fact]
    public void Every_truncation_is_an_error_and_no_exception()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("{ /* c */ \"a\": [true, { \"é\": \"\\u00e9\" }] }");
        for (int length = 0; length < bytes.Length; length++) Errors(bytes[..length]).Should().ContainSingle();
    }

    private static List<string> Errors(byte[] bytes)
    {
        var errors = new List<string>();
        JsonFile.Read(bytes, (place, reason) => errors.Add($"{place.Line}:{place.Column}: {reason}"));
        return errors;
    }
}
