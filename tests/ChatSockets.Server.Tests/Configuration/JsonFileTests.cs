using System.Text;
using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Server.Tests.Configuration;

[Support.Specification("RFC 8259", "The JavaScript Object Notation (JSON) Data Interchange Format")]
public sealed class JsonFileTests
{
    [Theory]
    [InlineData("",
        "1:1 This is not JSON: The input does not contain any JSON tokens. Expected the input to start with a valid JSON token.")]
    [InlineData("{ \"a\": 1", "1:9 This is not JSON: *")]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", "3:3 This is not JSON: '\"' is invalid after a value. Expected either ',', '}', or ']'.")]
    [InlineData("{ a: 1 }", "1:3 This is not JSON: 'a' is an invalid start of a property name. Expected a '\"'.")]
    [InlineData("{ \"a\": 'x' }", "1:8 This is not JSON: ''' is an invalid start of a value.")]
    [InlineData("{} {}", "1:4 This is not JSON: '{' is invalid after a single JSON value. Expected end of data.")]
    [InlineData("{ \"ä\": \"ö\",, }", "1:12 This is not JSON: ',' is an invalid start of a property name. Expected a '\"'.")]
    [InlineData("[]", "1:1 A configuration is an object: { \"port\": 5000 }. This is a list.")]
    [InlineData("// x\n 7", "2:2 A configuration is an object: { \"port\": 5000 }. This is the number 7.")]
    [InlineData("{ \"a\": \"\\ud800\" }", "1:8 This text has an escape that stands for no character. Write the character itself.")]
    [InlineData("{ \"\\ud800\": 1 }", "1:3 This text has an escape that stands for no character. Write the character itself.")]
    [InlineData("{ \"a\": { \"b\": 1, \"b\": 2 } }", "1:18 \"b\" is here for the second time, after line 1. Remove one.")]
    public void A_mistake_is_named_with_its_place(string json, string expected) =>
        Refused(Encoding.UTF8.GetBytes(json)).Should().Match(expected);

    [Fact]
    public void What_is_not_utf8_is_refused_where_it_begins() =>
        Refused([.. "{\n \"ä\": \""u8, 0xFF, .. "\" }"u8]).Should().Be("2:8 This is not UTF-8. Save the file as UTF-8.");

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Deep_nesting_has_an_end(char open)
    {
        string nested = string.Concat(Enumerable.Repeat(open == '[' ? "[" : "{\"a\":", 100_000));
        Refused(Encoding.UTF8.GetBytes("{\"a\":" + nested)).Should().Match("1:* This is not JSON: *");
    }

    [Fact]
    public void Every_prefix_of_a_file_is_refused_with_a_place_that_it_has()
    {
        byte[] whole = Encoding.UTF8.GetBytes("{\n  // ö\n  \"a\": [1, true, null, \"ö\", {\"b\": -1.5e3},],\n}");
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] prefix = whole[..length];
            Refused(prefix).Should().MatchRegex("^[1-4]:[0-9]+ This is not ");
        }
        var refused = new List<string>();
        JsonFile.Read(whole, (_, reason) => refused.Add(reason))!.Members.Should().ContainSingle().Which.Value.Items.Should().HaveCount(5);
        refused.Should().BeEmpty();
    }

    private static string Refused(byte[] bytes)
    {
        var refused = new List<string>();
        JsonFile.Read(bytes, (place, reason) => refused.Add($"{place.Line}:{place.Column} {reason}"));
        return refused.Should().ContainSingle().Which;
    }
}
