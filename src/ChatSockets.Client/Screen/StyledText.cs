using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Screen;

/// <summary>A piece of text that looks the same all through.</summary>
internal readonly record struct StyledRun(string Text, CellStyle Style, string? Link = null);

/// <summary>One row of a panel.</summary>
internal sealed class StyledLine
{
    public List<StyledRun> Runs { get; } = [];

    public StyledLine Add(string text, CellStyle style, string? link = null)
    {
        if (text.Length > 0) Runs.Add(new StyledRun(text, style, link));
        return this;
    }

    public int Width => Runs.Sum(run => CellWidth.Of(run.Text));

    public void Draw(GridArea area, int row, int column = 0)
    {
        foreach (StyledRun run in Runs)
        {
            CellStyle style = run.Link is null ? run.Style : run.Style with { Link = area.AddLink(run.Link) };
            column = area.Write(row, column, run.Text, style);
        }
    }
}
