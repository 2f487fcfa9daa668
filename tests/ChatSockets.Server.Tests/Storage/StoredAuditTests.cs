using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests.Storage;

public sealed class StoredAuditTests
{
    [Fact]
    public async Task Acts_are_there_after_a_restart_with_who_what_whom_and_why_and_no_password_is()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await OperatorChat.StartAsync(change: options => options with { DataFolder = folder.Path }))
        {
            await chat.RegisterAsync("bob");
            TestClient oper = await chat.RegisterAsync("oper");
            await oper.AskAsync("OPER root hunter2", "OPER root secret", "DLINE 1h 192.0.2.7 :Spam", "KILL bob :Enough");
        }
        await using Chat again = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        IReadOnlyList<AuditEntry> all = StoredAudit.Since(again.Server.Context.Store, DateTimeOffset.UnixEpoch);
        const string Source = "oper!~oper@127.0.0.1";
        all.Select(entry => entry.Act).Should().StartWith(
        [
            new OperatorAct("root", Source, "OPER", "", "wrong name or password") { IsRefused = true },
            new OperatorAct("root", Source, "OPER", "", ""),
            new OperatorAct("root", Source, "DLINE 1h", "192.0.2.7", "Spam"),
            new OperatorAct("root", Source, "KILL", "bob!~bob@127.0.0.1", "Enough"),
        ]);
        all.Should().OnlyContain(entry => entry.At == ManualClock.Start);
        all.Should().NotContain(entry => entry.ToString().Contains("hunter2", StringComparison.Ordinal)
            || entry.ToString().Contains("secret", StringComparison.Ordinal));
        StoredAudit.Since(again.Server.Context.Store, ManualClock.Start.AddSeconds(1)).Should().BeEmpty();
    }
}
