using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Storage.Tests;

public sealed class StoredAuditTests
{
    [Fact]
    public void Refused_attempts_push_out_only_each_other()
    {
        using Store store = Keeping.Open();
        StoredAudit.Submit(store, new OperatorAct("root", "oper!~o@h", "KILL", "bob", ""), ManualClock.Start);
        for (int i = 0; i < StoredAudit.MostRefused + 200; i++)
            StoredAudit.Submit(store, new OperatorAct("", "eve!~e@h", "OPER", "", $"{i}") { IsRefused = true }, ManualClock.Start);
        IReadOnlyList<AuditEntry> all = StoredAudit.Since(store, DateTimeOffset.UnixEpoch);
        all[0].Act.What.Should().Be("KILL");
        all.Count.Should().BeInRange(StoredAudit.MostRefused, StoredAudit.MostRefused + 65);
        all[^1].Act.Reason.Should().Be($"{StoredAudit.MostRefused + 199}");
    }
}
