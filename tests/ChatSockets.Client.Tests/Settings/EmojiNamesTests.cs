using System.Globalization;
using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Tests.Settings;

public sealed class EmojiNamesTests
{
    [Theory]
    [InlineData("thumbsup", "👍")]
    [InlineData("+1", "👍")]
    [InlineData("TADA", "🎉")]
    [InlineData("nope", null)]
    public void An_emoji_is_found_by_each_of_its_names(string name, string? expected) => EmojiNames.Find(name).Should().Be(expected);

    [Theory]
    [InlineData("done :tada:", "done 🎉")]
    [InlineData(":+1::-1:", "👍👎")]
    [InlineData("(:heart:)", "(❤️)")]
    [InlineData("at 12:30:15", "at 12:30:15")]
    [InlineData("a:x:b", "a:x:b")]
    [InlineData("好:tada:好", "好🎉好")]
    [InlineData("::tada:", ":🎉")]
    [InlineData(":nope: :x", ":nope: :x")]
    [InlineData("note: it is :fire:", "note: it is 🔥")]
    [InlineData("", "")]
    public void Names_between_colons_become_emoji(string text, string expected) => EmojiNames.Replace(text).Should().Be(expected);

    [Fact]
    public void Names_are_completed_from_their_start() =>
        EmojiNames.StartingWith("thumbs").Should().Equal(("thumbsup", "👍"), ("thumbsdown", "👎"));

    [Fact]
    public void Each_emoji_is_one_character_on_the_screen_and_has_names_of_its_own()
    {
        var all = EmojiNames.StartingWith("").ToList();
        all.Should().HaveCountGreaterThan(200).And.OnlyContain(each => new StringInfo(each.Emoji).LengthInTextElements == 1);
        all.Select(each => each.Name).Should().OnlyHaveUniqueItems().And.OnlyContain(name => name.All(IsOfName));
    }

    private static bool IsOfName(char letter) =>
        char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_' or '+' or '-';
}
