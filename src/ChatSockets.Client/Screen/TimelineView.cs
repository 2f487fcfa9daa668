using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>
/// The part of a conversation's timeline that is in sight, drawn from its bottom row up; only what is in sight is laid out, so a million
/// lines above it cost nothing. It follows the end unless the user has scrolled up.
/// </summary>
internal sealed class TimelineView(EntryLayout layout, Theme theme)
{
    // The bottom row, when the user has scrolled up: a row of an entry, counted from that entry's first.
    private (Conversation Conversation, long Position, int Row)? _anchor;
    private readonly List<(long Position, int Top, int Count)> _drawn = [];
    private int _width = 1;
    private int _height = 1;

    /// <summary>The selected message; null for none.</summary>
    public long? Selected { get; private set; }

    /// <summary>Whether the newest row is in sight.</summary>
    public bool IsAtEnd => _anchor is null;

    /// <summary>Whether the oldest entry that is loaded is nearly in sight.</summary>
    public bool NeedsOlder(Conversation conversation) => _drawn.Count == 0 || _drawn[^1].Position - conversation.Timeline.Start < 40;

    public void Draw(GridArea area, Conversation conversation)
    {
        (_width, _height) = (area.Width, area.Height);
        if (_anchor is { } anchor && (anchor.Conversation != conversation || anchor.Position < conversation.Timeline.Start)) ScrollToEnd();
        _drawn.Clear();
        int bottom = area.Height;
        if (_anchor is null) bottom = DrawOutbox(area, conversation, bottom);
        long position = _anchor?.Position ?? conversation.Timeline.End - 1;
        int? last = _anchor?.Row;
        for (; position >= conversation.Timeline.Start && bottom > 0; position--)
        {
            List<StyledLine> rows = layout.Of(conversation, position, area.Width);
            int count = last is { } row ? Math.Min(row + 1, rows.Count) : rows.Count;
            last = null;
            int top = bottom - count;
            for (int i = 0; i < count; i++)
            {
                if (top + i < 0) continue;
                rows[i].Draw(area, top + i);
                if (position == Selected) area.Tint(top + i, 0, area.Width, theme.Selection);
            }
            if (count > 0) _drawn.Add((position, top, count));
            bottom = top;
        }
        // There is not enough above: the first rows go to the top.
        if (bottom > 0 && _anchor is not null)
        {
            ScrollToEnd();
            area.Fill(default);
            Draw(area, conversation);
        }
    }

    public void ScrollToEnd() => _anchor = null;

    public void Scroll(Conversation conversation, int rows)
    {
        Timeline timeline = conversation.Timeline;
        if (timeline.Count == 0) return;
        (long position, int row) = _anchor is { } anchor ? (anchor.Position, anchor.Row) : (timeline.End - 1, int.MaxValue);
        if (position < timeline.Start) position = timeline.Start;
        int count = layout.Of(conversation, position, _width).Count;
        row = Math.Min(row, count - 1);
        for (; rows > 0; rows--)
        {
            if (--row >= 0) continue;
            do
            {
                if (position == timeline.Start)
                {
                    ScrollToStart(conversation);
                    return;
                }
                row = layout.Of(conversation, --position, _width).Count - 1;
            }
            while (row < 0);
        }
        for (; rows < 0; rows++)
        {
            if (++row < count) continue;
            do
            {
                if (++position >= timeline.End)
                {
                    ScrollToEnd();
                    return;
                }
                count = layout.Of(conversation, position, _width).Count;
            }
            while (count == 0);
            row = 0;
        }
        // The top row is the first there is: no further.
        if (RowsFrom(conversation, position, row) >= _height) _anchor = (conversation, position, row);
        else ScrollToStart(conversation);
    }

    public void ScrollToStart(Conversation conversation)
    {
        Timeline timeline = conversation.Timeline;
        long position = timeline.Start;
        int rows = 0;
        while (position < timeline.End)
        {
            int count = layout.Of(conversation, position, _width).Count;
            if (rows + count >= _height)
            {
                _anchor = (conversation, position, _height - rows - 1);
                return;
            }
            rows += count;
            position++;
        }
        ScrollToEnd();
    }

    /// <summary>Selects a message and brings it into sight.</summary>
    public void Select(Conversation conversation, long? position)
    {
        Selected = position;
        if (position is not { } at) return;
        if (_drawn.Exists(each => each.Position == at && each.Top >= 0)) return;
        // In the middle of the screen.
        _anchor = (conversation, at, layout.Of(conversation, at, _width).Count - 1);
        Scroll(conversation, -(_height / 2));
    }

    /// <summary>Selects the message before (negative) or after the selected one, or the newest; after the newest none is.</summary>
    public void SelectNext(Conversation conversation, int direction)
    {
        Timeline timeline = conversation.Timeline;
        long position = Selected ?? (direction < 0 ? timeline.End : timeline.End - 1);
        do position += direction;
        while (position >= timeline.Start && position < timeline.End && timeline.KindOf(position) > EntryKind.Notice);
        if (position >= timeline.End) Selected = null;
        else if (position >= timeline.Start) Select(conversation, position);
    }

    /// <summary>The entry that was drawn in a row; null for none.</summary>
    public long? At(int row) => _drawn.Find(each => row >= each.Top && row < each.Top + each.Count) is { Count: > 0 } found
        ? found.Position
        : null;

    private int DrawOutbox(GridArea area, Conversation conversation, int bottom)
    {
        foreach (OutboxEntry each in conversation.Network.Outbox.Of(conversation.Name).Reverse().Take(area.Height))
        {
            List<StyledLine> rows = layout.Of(each, conversation.Network.Nick, area.Width);
            bottom -= rows.Count;
            for (int i = 0; i < rows.Count; i++)
            {
                if (bottom + i >= 0) rows[i].Draw(area, bottom + i);
            }
            if (bottom <= 0) break;
        }
        return Math.Max(0, bottom);
    }

    // The rows from the first entry to this one, as far as the screen is high.
    private int RowsFrom(Conversation conversation, long position, int row)
    {
        int rows = row + 1;
        while (rows < _height && position > conversation.Timeline.Start) rows += layout.Of(conversation, --position, _width).Count;
        return rows;
    }
}
