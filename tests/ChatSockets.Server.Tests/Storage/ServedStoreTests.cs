using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Server.Tests.Storage;

/// <summary>What a server says of a folder that it cannot use, and its users of a file that it cannot write.</summary>
public sealed class ServedStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_folder_is_one_servers()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _folder.Path });
        (await RefusalAsync(_folder.Path)).Should()
            .Be($"The data folder {_folder.Path} is used by another chat-server (process {Environment.ProcessId}): stop that one, or "
                + "name another folder with --data.");
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_the_folder_is_free_again()
    {
        string file = _folder.Write(Database.FileName, new string('x', 5000));
        (await RefusalAsync(_folder.Path)).Should()
            .Be($"The data in {file} cannot be used: it is damaged: replace it with a backup, or move it away to start from scratch.");
        File.Delete(file);
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _folder.Path });
    }

    [Fact]
    public async Task A_newer_file_is_refused()
    {
        using (Store store = Keeping.Open(_folder.Path))
        {
            store.Change(connection =>
            {
                Database.Execute(connection, $"PRAGMA user_version = {Schema.Steps.Count + 1}");
                return true;
            });
        }
        (await RefusalAsync(_folder.Path)).Should()
            .Contain(
                $" was written by a newer version of chat-server (schema {Schema.Steps.Count + 1}, this one knows {Schema.Steps.Count}): ");
    }

    [Fact]
    public async Task Whoever_speaks_while_another_program_keeps_the_file_locked_is_told()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = _folder.Path });
        TestClient alice = await chat.JoinAsync("alice", caps: "echo-message standard-replies");
        await alice.AskAsync("PRIVMSG #room :before");
        using StoreFile other = StoreFile.Open(_folder.Path, CancellationToken.None);
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        Task change = Task.Run(() => other.Change(connection =>
        {
            Store.Set(connection, "other", "x");
            entered.Set();
            return leave.Wait(Waiting.Deadline);
        }));
        entered.Wait(Waiting.Deadline).Should().BeTrue();
        await alice.SendAsync("PRIVMSG #room :while");
        (await alice.ExpectAsync("* FAIL *")).Should().EndWith(
            " FAIL PRIVMSG NOT_KEPT #room :Your message was not sent: another program holds it locked: end that program, or wait for it.");
        leave.Set();
        await change.WithinDeadlineAsync("the other to write");
        (await alice.AskAsync("PRIVMSG #room :after")).Should().ContainSingle().Which.Should().EndWith(" :after");
        chat.Server.Context.Store.Texts("#room").Should().Equal("before", "after");
        await chat.Server.StopAsync();
        chat.Log.TakeErrors().Should().ContainSingle().Which.Should().Contain("another program holds it locked");
    }

    private static async Task<string> RefusalAsync(string folder)
    {
        Func<Task<ChatServer>> start = () => ChatServer.StartAsync(new ServerOptions { Port = 0, DataFolder = folder });
        return (await start.Should().ThrowAsync<ServerStartException>()).Which.Message;
    }
}
