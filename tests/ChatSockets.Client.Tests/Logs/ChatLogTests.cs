using ChatSockets.Client.Core;
using ChatSockets.Client.Logs;
using ChatSockets.Client.Tests.Core;
using ChatSockets.Client.Tests.Settings;

namespace ChatSockets.Client.Tests.Logs;

public sealed class ChatLogTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly Conversation _room = new(Networks.Any(), "#lobby");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_line_has_its_time_and_speaker_and_comes_back()
    {
        Write(
            new TimelineEntry(Noon, EntryKind.Message, "alice", "one\ntwo"),
            new TimelineEntry(Noon.AddSeconds(1), EntryKind.Action, "bob", "waves"),
            new TimelineEntry(Noon.AddSeconds(2), EntryKind.Notice, "bot", "done"),
            new TimelineEntry(Noon.AddSeconds(3), EntryKind.Joined, "carl", ""));
        Text().Should().Be(
            """
            2026-01-31T12:00:00.000Z <alice> one
            2026-01-31T12:00:00.000Z <alice> two
            2026-01-31T12:00:01.000Z * bob waves
            2026-01-31T12:00:02.000Z -bot- done
            2026-01-31T12:00:03.000Z -- carl joined

            """.ReplaceLineEndings("\n"));
        using var log = new ChatLog(_folder.File(""), Fail);
        log.Last(_room, 3).Select(each => (each.Kind, each.From, each.Text)).Should().Equal(
            (EntryKind.Message, "alice", "two"), (EntryKind.Action, "bob", "waves"), (EntryKind.Notice, "bot", "done"));
        log.Find(_room, "WAVE", 10).Should().ContainSingle(each => each.From == "bob");
    }

    [Fact]
    public void What_is_played_back_is_written_once()
    {
        TimelineEntry old = new(Noon, EntryKind.Message, "alice", "old") { Flags = EntryFlags.Replayed };
        TimelineEntry missed = old with { Time = Noon.AddSeconds(9), Text = "missed" };
        Write(old);
        Write(old, missed);
        Write(old, missed);
        Text().Split('\n').Should().HaveCount(3);
    }

    [Fact]
    public void No_control_character_of_the_network_is_in_the_file()
    {
        Write(new TimelineEntry(Noon, EntryKind.Message, "alice", "\u001b[2Jred\u0003" + "4!"));
        Text().Should().Be("2026-01-31T12:00:00.000Z <alice> [2Jred!\n");
    }

    [Theory]
    [InlineData("#Lobby", "#lobby")]
    [InlineData("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd")]
    [InlineData("con", "%63on")]
    [InlineData("#ä|*?", "#%C3%A4%7C%2A%3F")]
    [InlineData("", "")]
    public void A_name_is_a_file_on_every_system(string name, string file) => ChatLog.FileNameOf(name).Should().Be(file);

    [Fact]
    public void Long_names_differ_where_they_are_cut() =>
        ChatLog.FileNameOf(new string('a', 300) + "b").Should().NotBe(ChatLog.FileNameOf(new string('a', 300) + "c"))
            .And.HaveLength(113);

    [Fact]
    public void Only_its_owner_can_read_it()
    {
        if (OperatingSystem.IsWindows()) return;
        Write(new TimelineEntry(Noon, EntryKind.Message, "alice", "secret"));
        File.GetUnixFileMode(LogPath()).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_told_once()
    {
        string file = _folder.File("file");
        File.WriteAllText(file, "");
        var told = new List<string>();
        using var log = new ChatLog(file, told.Add);
        log.Write(_room, new TimelineEntry(Noon, EntryKind.Message, "alice", "one"));
        log.Write(_room, new TimelineEntry(Noon, EntryKind.Message, "alice", "two"));
        told.Should().ContainSingle().Which.Should().StartWith("nothing is logged any more");
    }

    private static void Fail(string reason) => throw new InvalidOperationException(reason);

    private void Write(params TimelineEntry[] entries)
    {
        using var log = new ChatLog(_folder.File(""), Fail);
        foreach (TimelineEntry each in entries) log.Write(_room, each);
    }

    private string LogPath() => Directory.GetFiles(_folder.File(""), "*.log", SearchOption.AllDirectories).Single();

    private string Text() => File.ReadAllText(LogPath());
}
