using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage.Tests;

/// <summary>A data folder's file that is read where nothing may be written.</summary>
public sealed class StoreFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _data;

    // A name that would mean something else in the address of a file.
    public StoreFileTests() => _data = Directory.CreateDirectory(Path.Combine(_folder.Path, "a b?c=1#d%20")).FullName;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_nobody_has_open_is_read_without_any_file_beside_it()
    {
        using (Store store = Keeping.Open(_data)) store.Say(store.Room("#room"), "hi");
        string[] before = Directory.GetFiles(_data);
        using (StoreFile file = StoreFile.OpenReadOnly(_data, CancellationToken.None))
        {
            file.Read(StoredConversation.All).Should().ContainSingle();
            Backup.Write(file, Path.Combine(_folder.Path, "copy.db"), overwrites: false, static (_, _, _) => { }, CancellationToken.None)
                .Should().BePositive();
            Directory.GetFiles(_data).Should().BeEquivalentTo(before);
        }
        Directory.GetFiles(_data).Should().BeEquivalentTo(before);
    }

    [Fact]
    public void A_file_on_which_no_server_has_run_is_exported_too()
    {
        Database.OpenFile(_data, Durability.Process);
        using StoreFile file = StoreFile.OpenReadOnly(_data, CancellationToken.None);
        Action export = () => new HistoryExport(file, TextWriter.Null).Dispose();
        export.Should().NotThrow();
    }

    [Fact]
    public void A_server_that_opens_it_meanwhile_ends_the_reading()
    {
        Keeping.Open(_data).Dispose();
        using StoreFile file = StoreFile.OpenReadOnly(_data, CancellationToken.None);
        using Store store = Keeping.Open(_data);
        store.Say(store.Room("#room"), "hi");
        Action read = () => file.Read(StoredConversation.All);
        read.Should().Throw<StoreException>()
            .WithMessage($"A server has opened {Path.Combine(_data, Database.FileName)} meanwhile: run this again.");
    }

    [Fact]
    public void What_a_server_has_open_is_read_with_its_log()
    {
        using Store store = Keeping.Open(_data);
        store.Say(store.Room("#room"), "hi");
        using StoreFile file = StoreFile.OpenReadOnly(_data, CancellationToken.None);
        file.Read(StoredConversation.All).Should().ContainSingle();
        store.Say(store.Room("#other"), "hi");
        file.Read(StoredConversation.All).Should().HaveCount(2);
    }
}
