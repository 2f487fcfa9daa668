using System.Buffers;
using System.Text;
using System.Text.Json;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Tests.Core;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class JsonLineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 13, 1, 2, 345, TimeSpan.FromHours(1));

    [Fact]
    public void A_message_has_the_form_that_scripts_rely_on() =>
        Json(new ChatMessage(Noon, SpeechKind.Message, "#lobby", "alice", "héllo \"you\" 😀", false, "m1")).Should().Be(
            """{"v":1,"time":"2026-01-02T12:01:02.345Z","type":"message","room":"#lobby","from":"alice","text":"héllo """
            + """\"you\" \uD83D\uDE00","id":"m1","self":false}""");

    [Fact]
    public void A_line_that_is_played_back_and_one_for_some_only_can_be_told()
    {
        Json(new ChatMessage(Noon, SpeechKind.Message, "#lobby", "alice", "old", true, null) { Replayed = true })
            .Should().EndWith("\"self\":true,\"replayed\":true}");
        Json(new ChatMessage(Noon, SpeechKind.Message, "#lobby", "alice", "psst", false, null) { Status = "@" })
            .Should().Contain("\"to\":\"@#lobby\"");
    }

    [Fact]
    public void The_first_event_says_how_safe_the_connection_is()
    {
        var security = new LinkSecurity("TLS 1.3", IsLocal: false) { Key = KeyFingerprint.Parse(KeyFingerprint.Example) };
        Json(new Registered(Noon, "alice") { Security = security }).Should()
            .EndWith($"\"from\":\"alice\",\"encrypted\":true,\"tls\":\"TLS 1.3\",\"key\":\"{KeyFingerprint.Example}\"}}");
        Json(new Registered(Noon, "alice") { Security = LinkSecurity.None }).Should().EndWith("\"from\":\"alice\",\"encrypted\":false}");
    }

    [Fact]
    public void Control_characters_are_escaped() =>
        Json(new ChatMessage(Noon, SpeechKind.Action, "#a", "b", "\e[2J\u009b\n\u0085\u2028", true, null)).Should()
            .NotContainAny("\e", "\u009b", "\n", "\u0085", "\u2028").And.Contain("\"type\":\"action\"").And.NotContain("\"id\"");

    [Theory]
    [MemberData(nameof(ChatLinesTests.EventNames), MemberType = typeof(ChatLinesTests))]
    public void Every_kind_of_event_is_one_object_or_none_on_purpose(string name)
    {
        string json = Json(ChatLinesTests.Any(name));
        if (json.Length == 0) name.Should().BeOneOf(nameof(Greeted), nameof(Ponged), nameof(Acknowledged), nameof(ReadMarked),
            nameof(Typing), nameof(PastEvent), nameof(RoomsListed), nameof(HistoryTarget), nameof(AwayChanged), nameof(AccountMade),
            nameof(UsersListed), nameof(StrictTransportSeen));
        else JsonDocument.Parse(json).RootElement.GetProperty("type").GetString().Should().NotBeNullOrEmpty();
    }

    private static string Json(SessionEvent happened)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonLine.Write(happened, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
