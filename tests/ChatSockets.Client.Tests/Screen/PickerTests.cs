using ChatSockets.Client.Screen;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Screen;

public sealed class PickerTests
{
    [Theory]
    [InlineData(24, 80)]
    [InlineData(10, 40)]
    public void The_help_of_the_keys_is_never_cut_and_scrolls_to_its_end(int height, int width)
    {
        var settings = new ClientSettings();
        Picker help = new Pickers(null!, settings).Help();
        string? before = null;
        for (int i = 0; help.Selected is { } selected && selected.Title + selected.Detail != before; i++)
        {
            string shown = Drawn(help, height, width);
            foreach (string word in $"{selected.Title} {selected.Detail}".Split(' ', StringSplitOptions.RemoveEmptyEntries))
                shown.Should().Contain(word, $"item {i} says '{selected.Title} {selected.Detail}'");
            before = selected.Title + selected.Detail;
            help.Move(1);
        }
        KeyActionRow last = KeyActions.All.Last(
            row => settings.Keys.ChordsOf(row.Action).Any() || settings.SelectionKeys.ChordsOf(row.Action).Any());
        before.Should().Contain(last.Summary);
    }

    [Fact]
    public void At_80_columns_each_text_of_the_help_is_in_one_piece()
    {
        Picker help = new Pickers(null!, new ClientSettings()).Help();
        string first = help.Selected!.Detail;
        Drawn(help, 24, 80).Should().Contain(first);
    }

    [Fact]
    public void A_page_of_the_help_leaves_nothing_out()
    {
        Picker help = new Pickers(null!, new ClientSettings()).Help();
        var seen = new List<string>();
        for (int page = 0; page < 100; page++)
        {
            seen.Add(Drawn(help, 10, 40));
            help.Move(help.Page);
        }
        string all = string.Concat(seen);
        foreach (KeyActionRow row in KeyActions.All.Where(row => new ClientSettings().Keys.ChordsOf(row.Action).Any()))
            all.Should().Contain(row.Summary.Split(' ')[^1], row.Summary);
    }

    [Fact]
    public void The_smallest_screens_are_drawn_somehow()
    {
        Picker help = new Pickers(null!, new ClientSettings()).Help();
        for (int height = 1; height < 8; height++)
        {
            for (int width = 1; width < 20; width++) Drawn(help, height, width);
        }
    }

    private static string Drawn(Picker picker, int height, int width)
    {
        var grid = new CellGrid(height, width);
        picker.Draw(grid.All, Theme.Dark);
        return grid.ToString();
    }
}
