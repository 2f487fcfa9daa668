using ChatSockets.Client.Core;
using ChatSockets.Client.Screen;
using ChatSockets.Client.Tests.Core;

namespace ChatSockets.Client.Tests.Screen;

public sealed class ChatCompletionTests
{
    private readonly Network _network = Networks.Any();
    private readonly ClientApp _app;

    public ChatCompletionTests()
    {
        _app = _network.App;
        _app.Conversations.SwitchTo(_app.Conversations.Ensure(_network, "#lobby"));
        _app.Conversations.Ensure(_network, "#random");
        _app.Conversations.Ensure(_network, "bob");
    }

    [Theory]
    [InlineData("/j", "/join ")]
    [InlineData("/join ran", "#random ")]
    [InlineData("/help rea", "react ")]
    [InlineData("/switch b", "bob ")]
    [InlineData("/react 1 thumbsu", "thumbsup ")]
    [InlineData("/ns ident", "IDENTIFY ")]
    [InlineData("hello :thumbsup", "👍 ")]
    [InlineData("line\n:tada", "🎉 ")]
    public void The_first_candidate_is_what_is_meant(string text, string candidate) =>
        new ChatCompletion(_app).Candidates(text, text.Length)[0].Text.Should().Be(candidate);

    [Theory]
    [InlineData("12:30")]
    [InlineData(":")]
    [InlineData("/react 1 nosuchname")]
    public void Where_nothing_fits_there_is_none(string text) => new ChatCompletion(_app).Candidates(text, text.Length).Should().BeEmpty();
}
