using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Tests.Settings;

public sealed class KeyActionsTests
{
    [Fact]
    public void Every_action_has_one_row_with_a_name_and_a_summary()
    {
        KeyActions.All.Select(row => row.Action).Should().BeEquivalentTo(Enum.GetValues<KeyAction>());
        KeyActions.All.Select(row => row.Name).Should().OnlyHaveUniqueItems().And.NotContain(KeyActions.None);
        KeyActions.All.Should().OnlyContain(row => row.Summary.Length > 0);
    }

    [Fact]
    public void A_name_is_the_action_in_small_letters_with_hyphens() => KeyActions.All.Should().OnlyContain(row =>
        row.Name.Replace("-", "").Equals(row.Action.ToString(), StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void An_action_is_found_by_its_name()
    {
        KeyActions.Find("next-unread")!.Action.Should().Be(KeyAction.NextUnread);
        KeyActions.Find("nope").Should().BeNull();
        KeyActions.RowOf(KeyAction.Yank).Name.Should().Be("yank");
    }
}
