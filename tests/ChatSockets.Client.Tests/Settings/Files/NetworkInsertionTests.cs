using System.Text;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;

namespace ChatSockets.Client.Tests.Settings.Files;

public sealed class NetworkInsertionTests
{
    private const string Old = "{ \"name\": \"old\", \"address\": \"x\" }";
    private const string New = "    {\n      \"name\": \"new\",\n      \"address\": \"y:1\",\n"
        + "      \"rooms\": [],\n      \"autoconnect\": true\n    }";

    [Theory]
    [InlineData("{}", "{\n  \"networks\": [\n" + New + "\n  ],}")]
    [InlineData("{ // mine\n  \"mouse\": true\n}", "{\n  \"networks\": [\n" + New + "\n  ], // mine\n  \"mouse\": true\n}")]
    [InlineData("{ \"networks\": [] }", "{ \"networks\": [\n" + New + "\n  ] }")]
    [InlineData("{ \"networks\": [" + Old + "] }", "{ \"networks\": [" + Old + ",\n" + New + "\n  ] }")]
    [InlineData("{\n  \"networks\": [\n    " + Old + " // home\n  ],\n}",
        "{\n  \"networks\": [\n    " + Old + ", // home\n" + New + "\n  ],\n}")]
    [InlineData("{\n  \"networks\": [\n    " + Old + ", // a, b\n  ],\n}",
        "{\n  \"networks\": [\n    " + Old + ", // a, b\n" + New + "\n  ],\n}")]
    [InlineData("{ \"networks\": [" + Old + " /* , */ ] }", "{ \"networks\": [" + Old + ", /* , */ \n" + New + "\n  ] }")]
    [InlineData("{\n  \"networks\": [\n    // none, yet\n  ]\n}", "{\n  \"networks\": [\n    // none, yet\n" + New + "\n  ]\n}")]
    [InlineData("{\n  /*\n  // \"networks\": [],\n  */\n}",
        "{\n  /*\n  \"networks\": [\n" + New + "\n  ],\n  */\n}", 0)]
    public void Everything_else_stays_as_it_is(string before, string after, int added = 1)
    {
        string result = Insert(before);
        result.Should().Be(after);
        ClientSettings old = SettingsText.Read(before), changed = SettingsText.Read(result);
        changed.Networks.Should().HaveCount(old.Networks.Count + added, "the caller looks whether it was understood");
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_stay()
    {
        string result = Insert("\ufeff{\r\n  \"networks\": [\r\n  ]\r\n}\r\n");
        result.Should().Be("\ufeff{\r\n  \"networks\": [\r\n" + New.Replace("\n", "\r\n") + "\r\n  ]\r\n}\r\n");
    }

    private static string Insert(string text) => Encoding.UTF8.GetString(NetworkInsertion.Insert(
        Encoding.UTF8.GetBytes(text), new NetworkSettings { Name = "new", Address = new ServerAddress("y", 1) }));
}
