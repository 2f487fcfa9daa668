using ChatSockets.Client.Screen;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Screen;

public sealed class KeyBindingsTests
{
    [Fact]
    public void Each_action_has_a_key()
    {
        KeyBindings.All.Select(row => row.Action).OfType<ScreenAction>().Should().BeEquivalentTo(Enum.GetValues<ScreenAction>());
        KeyBindings.All.Select(row => row.Edit).OfType<EditAction>().Should().BeEquivalentTo(Enum.GetValues<EditAction>());
    }

    [Theory]
    [InlineData(KeyCode.Enter, KeyModifiers.Shift, EditAction.Newline)]
    [InlineData(KeyCode.Left, KeyModifiers.Control, EditAction.BackwardWord)]
    public void A_key_is_found_by_its_name(object code, object modifiers, object edit) =>
        KeyBindings.Find(KeyEvent.Of((KeyCode)code, (KeyModifiers)modifiers))!.Edit.Should().Be((EditAction)edit);
}
