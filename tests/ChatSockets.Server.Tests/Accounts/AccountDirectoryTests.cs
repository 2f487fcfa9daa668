using ChatSockets.Core.Accounts;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Accounts;

/// <summary>What is done to an account is decided by how it is then, not by how it was when it was read.</summary>
public sealed class AccountDirectoryTests
{
    private static readonly ScramKeys One = ScramKeys.Create("one-password", ScramKeys.MinimumIterations)!;
    private static readonly ScramKeys Other = ScramKeys.Create("other-password", ScramKeys.MinimumIterations)!;

    [Fact]
    public async Task With_another_password_since_nothing_is_done()
    {
        await using Chat chat = await Chat.StartAsync();
        AccountDirectory accounts = chat.Server.Context.Accounts;
        Account read = accounts.Add("alice"u8, One)!;
        accounts.SetKeys(read, Other).Should().BeTrue();
        accounts.SetKeys(read, One).Should().BeFalse();
        accounts.AddCertificate(read, new string('a', 64), 20).Should().Be(CertificateResult.AccountChanged);
        accounts.RemoveCertificate(read, new string('a', 64)).Should().Be(CertificateResult.AccountChanged);
        accounts.Drop(read).Should().BeFalse();
        accounts.FindAgain(new AccountProof(read)).Should().BeNull();
        accounts.SetAlwaysOn(read, true).Should().BeTrue("it is still the same account");
        accounts.Drop(accounts.Find("alice"u8)!).Should().BeTrue();
    }

    [Fact]
    public async Task To_a_dropped_one_nothing_is_done()
    {
        await using Chat chat = await Chat.StartAsync();
        AccountDirectory accounts = chat.Server.Context.Accounts;
        Account read = accounts.Add("alice"u8, One)!, bob = accounts.Add("bob"u8, One)!;
        accounts.Drop(read).Should().BeTrue();
        accounts.SetKeys(read, Other).Should().BeFalse();
        accounts.SetAlwaysOn(read, true).Should().BeFalse();
        accounts.AddCertificate(read, new string('a', 64), 20).Should().Be(CertificateResult.AccountChanged);
        accounts.AddCertificate(bob, new string('a', 64), 20).Should().Be(CertificateResult.Done, "it is nobody's");
        accounts.Drop(read).Should().BeFalse();
        accounts.Find("alice"u8).Should().BeNull();
    }

    [Fact]
    public async Task Certificates_are_counted_where_they_are_added()
    {
        await using Chat chat = await Chat.StartAsync();
        AccountDirectory accounts = chat.Server.Context.Accounts;
        Account alice = accounts.Add("alice"u8, One)!;
        CertificateResult[] results = new CertificateResult[8];
        Parallel.For(0, results.Length, i => results[i] = accounts.AddCertificate(alice, $"{i:x64}", 3));
        results.Count(result => result == CertificateResult.Done).Should().Be(3);
        results.Count(result => result == CertificateResult.TooMany).Should().Be(5);
        accounts.Certificates(alice).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_certificate_proves_an_account_as_long_as_it_opens_it_whatever_the_password_is()
    {
        await using Chat chat = await Chat.StartAsync();
        AccountDirectory accounts = chat.Server.Context.Accounts;
        Account read = accounts.Add("alice"u8, One)!;
        string fingerprint = new('a', 64);
        accounts.AddCertificate(read, fingerprint, 20);
        var proof = new AccountProof(read, fingerprint);
        accounts.SetKeys(read, Other);
        accounts.FindAgain(proof).Should().NotBeNull();
        accounts.RemoveCertificate(accounts.Find("alice"u8)!, fingerprint).Should().Be(CertificateResult.Done);
        accounts.FindAgain(proof).Should().BeNull();
    }
}
