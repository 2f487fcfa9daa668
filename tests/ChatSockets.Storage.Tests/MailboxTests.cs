using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage.Tests;

public sealed class MailboxTests : IDisposable
{
    private readonly Store _store = Keeping.Open();
    private long _line = 1000;

    public MailboxTests() => _store.Change(connection =>
    {
        Database.Execute(connection, "INSERT INTO accounts (name, keys, created) VALUES ('alice', 'keys', 0), ('gone', NULL, 0)");
        return true;
    });

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Guests_have_a_share_for_each_network_and_one_for_all()
    {
        for (int network = 0; network < Mailbox.MostOfGuests / Mailbox.MostOfNetwork; network++)
        {
            for (int i = 0; i < Mailbox.MostOfNetwork; i++) Put($"~192.0.2.{network}").Should().Be(MailboxRefusal.None);
            Put($"~192.0.2.{network}").Should().Be(MailboxRefusal.NetworkShareUsed);
        }
        Put("~2001:db8::/64").Should().Be(MailboxRefusal.GuestShareUsed);
        Put("bob").Should().Be(MailboxRefusal.None);
    }

    [Fact]
    public void Each_account_has_a_share_whatever_its_spelling_until_the_mailbox_is_full()
    {
        for (int account = 0; account < Mailbox.Capacity / Mailbox.MostOfAccount; account++)
        {
            for (int i = 0; i < Mailbox.MostOfAccount; i++) Put($"friend{account}").Should().Be(MailboxRefusal.None);
            if (account == 0) Put("FRIEND0").Should().Be(MailboxRefusal.ShareUsed);
        }
        Put("bob").Should().Be(MailboxRefusal.Full);
        Put("~192.0.2.1").Should().Be(MailboxRefusal.Full);
        _store.Number("SELECT count(*) FROM mailbox").Should().Be(Mailbox.Capacity);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("nobody")]
    public void Nothing_waits_for_an_account_that_is_none_any_more(string account) =>
        Put("bob", account).Should().Be(MailboxRefusal.NoAccount);

    [Fact]
    public void Guests_are_not_heard_by_who_hears_accounts_only()
    {
        var mailbox = new Mailbox(_store);
        mailbox.HearAccountsOnly("ALICE"u8.ToArray(), isOn: true);
        Put("~192.0.2.1").Should().Be(MailboxRefusal.AccountsOnly);
        Put("bob").Should().Be(MailboxRefusal.None);
        mailbox.HearAccountsOnly("alice"u8.ToArray(), isOn: false);
        Put("~192.0.2.1").Should().Be(MailboxRefusal.None);
    }

    [Fact]
    public void What_was_put_in_since_stays_wherever_it_stands()
    {
        var mailbox = new Mailbox(_store);
        Put("bob", line: 20);
        IReadOnlyList<long> handedOver = [.. mailbox.Of("alice"u8.ToArray()).Select(one => one.Line)];
        Put("bob", line: 10);
        mailbox.Remove("alice"u8.ToArray(), handedOver);
        mailbox.Of("alice"u8.ToArray()).Should().Equal((1, 10));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_line_that_may_not_wait_is_taken_back_with_what_it_was_called(bool hasAccount)
    {
        long pair = _store.Room("alice,bob");
        var deduplication = new Deduplication("bob"u8.ToArray(), "x"u8.ToArray());
        var said = new MessageWrite(pair, new Speaker("bob!b@c"u8.ToArray(), "bob"u8.ToArray(), false),
            [new MessageLine(LineKind.Privmsg, "hello"u8.ToArray(), [], 0)], 1, deduplication);
        _store.Commits.Submit(said);
        MailboxEntry? entry = hasAccount ? new MailboxEntry("alice"u8.ToArray(), "bob"u8.ToArray()) : null;
        _store.Change(connection => Mailbox.PutOrTakeBack(connection, entry, pair, said.FirstId)).Should()
            .Be(hasAccount ? MailboxRefusal.None : MailboxRefusal.NoAccount);
        int left = hasAccount ? 1 : 0;
        _store.Number("SELECT count(*) FROM lines").Should().Be(left);
        _store.Number("SELECT count(*) FROM once").Should().Be(left);
        _store.Number("SELECT count(*) FROM mailbox").Should().Be(left);
    }

    private MailboxRefusal Put(string sender, string account = "alice", long line = 0) =>
        _store.Change(connection => Mailbox.TryPut(connection, new MailboxEntry(Wire.Utf8(account), Wire.Utf8(sender)), 1,
            line == 0 ? ++_line : line));
}
