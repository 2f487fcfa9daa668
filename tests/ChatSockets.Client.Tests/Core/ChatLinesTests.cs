using System.Reflection;
using System.Runtime.CompilerServices;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Core;

public sealed class ChatLinesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 1, 0, TimeSpan.Zero);

    private readonly Network _network = Networks.Any();
    private readonly Conversations _conversations = new();
    private readonly ChatLines _lines;

    public ChatLinesTests()
    {
        _conversations.SwitchTo(_conversations.Ensure(_network, "#lobby"));
        _lines = new ChatLines(TestClock.Start(), _conversations);
    }

    public static TheoryData<string> EventNames =>
        [.. typeof(SessionEvent).Assembly.GetTypes().Where(type => type.BaseType == typeof(SessionEvent)).Select(type => type.Name)];

    [Fact]
    public void A_message_is_a_time_a_name_and_a_text() =>
        Line(new ChatMessage(Noon, SpeechKind.Message, "#lobby", "alice", "hello", false, null)).Should().Be("12:01 <alice> hello");

    [Fact]
    public void Another_conversation_than_the_current_one_is_named() =>
        Line(new ChatMessage(Noon, SpeechKind.Action, "#dev", "alice", "waves", false, null)).Should().Be("12:01 [#dev] * alice waves");

    [Fact]
    public void A_line_that_is_played_back_has_its_date() =>
        Line(new ChatMessage(Noon.AddYears(-6), SpeechKind.Message, "#lobby", "alice", "old", false, null) { Replayed = true })
            .Should().Be("2020-01-02 12:01 <alice> old");

    [Fact]
    public void What_is_said_to_some_only_says_to_whom() =>
        Line(new ChatMessage(Noon, SpeechKind.Message, "#lobby", "alice", "psst", false, null) { Status = "@" })
            .Should().Be("12:01 [@#lobby] <alice> psst");

    [Fact]
    public void A_join_is_a_line_of_its_own() => Line(new Joined(Noon, "#lobby", "bob", false)).Should().Be("12:01 -- bob joined #lobby");

    [Fact]
    public void Names_and_reasons_are_cleaned_too()
    {
        Line(new LeftServer(Noon, "b\eob", "\u0002bye", [])).Should().Be("12:01 -- bob quit (bye)");
        Line(new ChatMessage(Noon, SpeechKind.Notice, "\u001b[2J", "a\rb", "\nx", false, null)).Should().Be("12:01 [[2J] -ab- x");
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public void Every_kind_of_event_has_a_line_or_none_on_purpose(string name)
    {
        SessionEvent happened = Any(name);
        _lines.Invoking(lines => lines.From(_network, happened)).Should().NotThrow();
    }

    /// <summary>An event of that type with empty texts and lists.</summary>
    internal static SessionEvent Any(string name)
    {
        Type type = typeof(SessionEvent).Assembly.GetTypes().Single(each => each.Name == name && each.BaseType == typeof(SessionEvent));
        var happened = (SessionEvent)RuntimeHelpers.GetUninitializedObject(type);
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.CanWrite))
        {
            if (property.PropertyType == typeof(string)) property.SetValue(happened, "x");
            else if (property.PropertyType == typeof(IReadOnlyList<string>)) property.SetValue(happened, Array.Empty<string>());
        }
        return happened;
    }

    private string? Line(SessionEvent happened) => _lines.From(_network, happened)?.ToString();
}
