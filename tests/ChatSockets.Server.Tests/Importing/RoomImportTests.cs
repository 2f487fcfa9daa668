using ChatSockets.Server.Importing;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Server.Tests.Importing;

/// <summary>Where in history imported messages get their place.</summary>
public sealed class RoomImportTests : IDisposable
{
    private static readonly DateTimeOffset Time = new(2025, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_with_more_messages_than_milliseconds_keeps_them_all_in_their_order()
    {
        string[] texts = [.. Enumerable.Range(0, 2500).Select(i => $"text {i}")];
        Import("#room", texts).Should().Be((2500, 0));
        Import("#room", texts).Should().Be((0, 2500));
        using Store store = Keeping.Open(_folder.Path);
        store.Texts("#room").Should().Equal(texts);
        store.Number("SELECT count(DISTINCT id) FROM lines").Should().Be(2500);
    }

    [Fact]
    public void Conversations_whose_numbers_differ_by_a_multiple_of_the_places_share_no_id()
    {
        using (Store store = Keeping.Open(_folder.Path))
        {
            store.Change(connection =>
            {
                Database.Execute(connection, "INSERT INTO conversations (id, name) VALUES (7, '#a'), (7 + 32768, '#b'), (7 + 65536, '#c')");
                return true;
            });
        }
        foreach (string room in (string[])["#a", "#b", "#c"]) Import(room, ["one", "two", "three"]).Should().Be((3, 0));
        using Store after = Keeping.Open(_folder.Path);
        after.Number("SELECT count(DISTINCT id) FROM lines").Should().Be(9);
        after.Texts("#c").Should().Equal("one", "two", "three");
        after.Found("two").Should().HaveCount(3);
    }

    [Fact]
    public void What_was_not_committed_is_not_there()
    {
        using (ImportStore store = ImportStore.Open(_folder.Path, Durability.Process))
        using (var importer = new HistoryImporter(store.Connection, isDry: false, TimeSpan.Zero, TimeProvider.System))
        {
            for (int i = 0; i < HistoryImporter.Batch + 10; i++) importer.Add("#room", Message($"text {i}"), TimeSpan.FromSeconds(1));
        }
        using (Store store = Keeping.Open(_folder.Path)) store.Texts().Should().HaveCount(HistoryImporter.Batch);
        Import("#room", [.. Enumerable.Range(0, HistoryImporter.Batch + 10).Select(i => $"text {i}")])
            .Should().Be((10, HistoryImporter.Batch));
    }

    [Fact]
    public void A_room_that_stores_nothing_gets_nothing()
    {
        using (Store store = Keeping.Open(_folder.Path)) new Retention(store).Set("#room"u8.ToArray(), TimeSpan.Zero);
        Import("#ROOM", ["one"]).Should().Be((0, 0));
        Import("#other", ["one"]).Should().Be((1, 0));
    }

    private static ImportedMessage Message(string text) => new(Time, LineKind.Privmsg, "bea"u8.ToArray(), Wire.Utf8(text));

    private (long Added, long Present) Import(string room, string[] texts)
    {
        using ImportStore store = ImportStore.Open(_folder.Path, Durability.Process);
        using var importer = new HistoryImporter(store.Connection, isDry: false, TimeSpan.Zero, TimeProvider.System);
        importer.BeginFile();
        foreach (string text in texts) importer.Add(room, Message(text), TimeSpan.FromSeconds(1));
        importer.Commit();
        return (importer.Report.Added, importer.Report.Present);
    }
}
