using ChatSockets.Client.Screen;

namespace ChatSockets.Client.Tests.Screen;

public sealed class FuzzyMatchTests
{
    [Fact]
    public void Beginnings_of_words_and_letters_together_come_first()
    {
        string[] texts = ["#random", "#dev-random", "/redo", "nancy", "#dr"];
        texts.Where(text => FuzzyMatch.Score("dr", text) is not null).OrderByDescending(text => FuzzyMatch.Score("dr", text))
            .Should().Equal("#dr", "#dev-random");
        FuzzyMatch.Score("zz", "#random").Should().BeNull();
        FuzzyMatch.Score("", "anything").Should().NotBeNull();
    }
}
