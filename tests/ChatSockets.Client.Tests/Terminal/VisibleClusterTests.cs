using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class VisibleClusterTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("e\u0301", "e\u0301")]
    [InlineData("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("ی\u200c", "ی\u200c")]
    [InlineData("\u001b", "")]
    [InlineData("\u009b", "")]
    [InlineData("\u202e", "")]
    [InlineData("\u2066", "")]
    [InlineData("\u200b", "")]
    [InlineData("\ufeff", "")]
    [InlineData("\u00ad", "")]
    [InlineData("\u200d", "")]
    [InlineData("\ufe0f", "")]
    [InlineData("a\u200d", "a")]
    [InlineData("a\U000E0041", "a")]
    [InlineData("\u0600ا", "ا")]
    [InlineData("\u0378", "\ufffd")]
    [InlineData("\uffff", "\ufffd")]
    [InlineData("\U0001FAFF", "\U0001FAFF")]
    public void What_would_leave_its_cell_or_control_the_terminal_is_left_out(string cluster, string shown) =>
        VisibleCluster.Of(cluster).Should().Be(shown);

    [Fact]
    public void Half_a_character_is_the_replacement_character() => VisibleCluster.Of("\ud83d").Should().Be("\ufffd");

    [Fact]
    public void A_hundred_marks_on_a_letter_are_cut() => VisibleCluster.Of("z" + new string('\u0308', 100)).Should().HaveLength(32);

    [Fact]
    public void A_text_is_cut_between_clusters() => VisibleCluster.OfText("a\u202Eb👍🏽c", most: 5).Should().Be("ab");
}
