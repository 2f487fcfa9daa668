using System.Buffers;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Terminal;

public sealed class FrameWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Any_sequence_of_frames_ends_as_the_last_one_drawn_whole(int seed)
    {
        var random = new Random(seed);
        var grid = new CellGrid(9, 31);
        var model = new TerminalModel(9, 31);
        var frames = new FrameWriter(ColorDepth.True);
        for (int i = 0; i < 300; i++)
        {
            Change(grid, random);
            Write(frames, grid, model);

            var whole = new TerminalModel(9, 31);
            Write(new FrameWriter(ColorDepth.True), grid, whole);
            for (int row = 0; row < grid.Height; row++)
            {
                for (int column = 0; column < grid.Width; column++)
                {
                    model.TextAt(row, column).Should().Be(whole.TextAt(row, column), $"of {row}, {column} in frame {i} of seed {seed}");
                    model.StyleAt(row, column).Should().Be(whole.StyleAt(row, column), $"of {row}, {column} in frame {i} of seed {seed}");
                    whole.TextAt(row, column).Should().Be(grid[row, column].Text);
                }
            }
            model.Cursor.Should().Be(grid.Cursor);
        }
    }

    [Fact]
    public void An_unchanged_frame_draws_nothing()
    {
        var grid = new CellGrid(24, 80);
        var frames = new FrameWriter(ColorDepth.True);
        grid.Write(3, 4, "hello", default, 80);
        Bytes(frames, grid);
        Bytes(frames, grid).Should().Be("\e[?2026h\e[?25l\e[?2026l");
    }

    [Fact]
    public void A_changed_cell_is_all_that_is_drawn()
    {
        var grid = new CellGrid(24, 80);
        var frames = new FrameWriter(ColorDepth.True);
        grid.Write(3, 4, "hello", default, 80);
        Bytes(frames, grid);
        grid.Write(3, 5, "a", default, 80);
        Bytes(frames, grid).Should().Be("\e[?2026h\e[?25l\e[4;6Ha\e[?2026l");
    }

    [Fact]
    public void A_link_over_two_rows_is_one_and_control_characters_are_in_none()
    {
        var grid = new CellGrid(2, 20);
        var style = new CellStyle(Color.Default, Color.Default, Link: grid.AddLink("https://example.org/"));
        grid.Write(0, 0, "https://", style, 20);
        grid.Write(1, 0, "example.org/", style, 20);
        string bytes = Bytes(new FrameWriter(ColorDepth.True), grid);
        bytes.Split("\e]8;id=1;https://example.org/\e\\").Should().HaveCount(2);
        bytes.Should().Contain("\e]8;;\e\\");
        grid.AddLink("https://example.org/\e]52;c;aGk=\a").Should().Be(0);
    }

    [Fact]
    public void Frames_of_small_changes_allocate_nothing()
    {
        var grid = new CellGrid(50, 200);
        var frames = new FrameWriter(ColorDepth.True);
        var output = new ArrayBufferWriter<byte>(1 << 20);
        for (int row = 0; row < 50; row++)
            grid.Write(row, 0, "some text that stands there, 日本 and 👍", new CellStyle(Color.Palette(row), Color.Default), 200);
        string[] numbers = [.. Enumerable.Range(0, 10).Select(i => $"{i}")];
        for (int i = 0; i < 10; i++) Draw(i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Draw(i);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Draw(int i)
        {
            output.ResetWrittenCount();
            grid.Write(i % 50, 3, numbers[i % 10], default, 200);
            grid.Cursor = (i % 50, 4);
            frames.Write(grid, output);
        }
    }

    [Theory]
    [InlineData(0, "x")]
    [InlineData(1, "\e[91mx\e[m")]
    [InlineData(2, "\e[38;5;203mx\e[m")]
    [InlineData(3, "\e[38;2;255;80;80mx\e[m")]
    public void Colours_are_those_that_the_terminal_has(int depth, string expected)
    {
        var grid = new CellGrid(1, 4);
        grid.Write(0, 0, "x", new CellStyle(Color.Rgb(255, 80, 80), Color.Default), 4);
        Bytes(new FrameWriter((ColorDepth)depth), grid).Should().Contain($"\e[1;1H{expected}");
    }

    private static void Change(CellGrid grid, Random random)
    {
        if (random.Next(40) == 0) grid.Clear();
        for (int i = random.Next(4); i >= 0; i--)
        {
            Color[] colors = [Color.Default, Color.Palette(random.Next(256)), Color.Rgb(random.Next(256), 9, 9)];
            var style = new CellStyle(colors[random.Next(3)], colors[random.Next(3)], (CellAttributes)random.Next(64));
            if (random.Next(6) == 0) style = style with { Link = grid.AddLink($"https://example.org/{random.Next(5)}") };
            string text = string.Concat(random.GetItems(HardTexts.Pieces, random.Next(1, 6)));
            grid.All.Part(random.Next(9), random.Next(31), 3, random.Next(1, 31)).Write(0, 0, text, style);
        }
        grid.Cursor = random.Next(3) == 0 ? null : (random.Next(9), random.Next(31));
    }

    private static void Write(FrameWriter frames, CellGrid grid, TerminalModel model)
    {
        var output = new ArrayBufferWriter<byte>();
        frames.Write(grid, output);
        model.Write(output.WrittenSpan);
    }

    private static string Bytes(FrameWriter frames, CellGrid grid)
    {
        var output = new ArrayBufferWriter<byte>();
        frames.Write(grid, output);
        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
