using ChatSockets.Client.Core;
using ChatSockets.Client.Screen;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Tests.Core;

namespace ChatSockets.Client.Tests.Screen;

public sealed class EntryLayoutTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly Conversation _conversation = new(Networks.Any(), "#room");
    private readonly EntryLayout _layout = new(Theme.Dark, TestClock.Start(), "HH:mm");

    [Fact]
    public void Comings_and_goings_are_one_row_and_a_long_row_of_them_is_counted_in_pieces()
    {
        Append(EntryKind.Message, 1);
        Append(EntryKind.Joined, 600);
        Append(EntryKind.Quit, 500);
        Append(EntryKind.Message, 1);
        Rows().Should().HaveCount(6).And.ContainInOrder("511 joined", "89 joined, 423 left", "77 left");
    }

    [Fact]
    public void They_are_counted_apart_on_both_sides_of_what_is_new()
    {
        Append(EntryKind.Joined, 5);
        _conversation.NewFrom = 3;
        Rows().Should().HaveCount(4).And.Contain("3 joined").And.Contain("2 joined");
    }

    [Fact]
    public void A_new_day_within_them_has_its_line()
    {
        Append(EntryKind.Joined, 2);
        Append(EntryKind.Joined, 2, TimeSpan.FromHours(13));
        Rows().Where(row => row.Contains('─', StringComparison.Ordinal)).Should().HaveCount(2);
        Rows().Should().Contain("4 joined");
    }

    private void Append(EntryKind kind, int count, TimeSpan later = default)
    {
        for (int i = 0; i < count; i++) _conversation.Timeline.Append(new TimelineEntry(Noon + later, kind, "bob", ""));
    }

    // The texts of the rows, without the columns for the time and the name.
    private List<string> Rows()
    {
        var rows = new List<string>();
        for (long position = _conversation.Timeline.Start; position < _conversation.Timeline.End; position++)
        {
            rows.AddRange(_layout.Of(_conversation, position, 80)
                .Select(row => string.Concat(row.Runs.Select(run => run.Text)).Replace("·", "", StringComparison.Ordinal).Trim()));
        }
        return rows;
    }
}
