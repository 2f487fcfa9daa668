using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings.Trust;
using ChatSockets.Client.Tests.Settings;
using Microsoft.Extensions.Time.Testing;

namespace ChatSockets.Client.Tests.Core;

/// <summary>IRCv3 Strict Transport Security, as the client follows it.</summary>
public sealed class TransportPolicyTests : IDisposable
{
    private static readonly ServerAddress Server = new("Chat.example", 6697);
    private static readonly LinkSecurity Secure = new("TLS 1.3", IsLocal: false);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.Start();
    private readonly TrustStore _store;
    private readonly TransportPolicy _policy;

    public TransportPolicyTests()
    {
        _store = new TrustStore(_folder.File(), _clock);
        _policy = new TransportPolicy(_clock, words => throw new InvalidOperationException(words));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_clear_text_the_port_counts_and_the_duration_does_not()
    {
        Take("port=6697,duration=600", LinkSecurity.None).Should().Be(6697);
        Take("duration=600", LinkSecurity.None).Should().BeNull();
        _store.PolicyOf("chat.example").Should().BeNull();
    }

    [Fact]
    public void Over_TLS_the_duration_counts_and_the_port_does_not()
    {
        Take("port=7000,duration=600", Secure).Should().BeNull();
        _store.PolicyOf("chat.example").Should().Be(new StsPolicy(6697, _clock.GetUtcNow().AddSeconds(600)));
        _clock.Advance(TimeSpan.FromSeconds(601));
        _store.PolicyOf("chat.example").Should().BeNull();
    }

    [Fact]
    public void The_time_begins_anew_at_each_offer_and_at_the_end_of_the_connection()
    {
        Take("duration=600", Secure);
        _clock.Advance(TimeSpan.FromSeconds(500));
        Take("duration=600", Secure);
        _store.PolicyOf("chat.example")!.Expires.Should().Be(_clock.GetUtcNow().AddSeconds(600));
        _clock.Advance(TimeSpan.FromHours(5));
        _policy.ConnectionEnded(Server, _store);
        _store.PolicyOf("chat.example")!.Expires.Should().Be(_clock.GetUtcNow().AddSeconds(600));
    }

    [Fact]
    public void A_duration_of_0_ends_it()
    {
        Take("duration=600", Secure);
        Take("duration=0", Secure);
        _policy.ConnectionEnded(Server, _store);
        _store.PolicyOf("chat.example").Should().BeNull();
    }

    [Fact]
    public void Without_an_offer_the_next_connection_changes_nothing()
    {
        Take("duration=600", Secure);
        _policy.ConnectionEnded(Server, _store);
        StsPolicy? before = _store.PolicyOf("chat.example");
        _clock.Advance(TimeSpan.FromSeconds(60));
        _policy.ConnectionEnded(Server, _store);
        _store.PolicyOf("chat.example").Should().Be(before);
    }

    [Fact]
    public void On_this_machine_it_does_nothing()
    {
        Take("port=6697", new LinkSecurity(null, IsLocal: true)).Should().BeNull();
        Take("duration=600", Secure with { IsLocal = true }).Should().BeNull();
        _store.PolicyOf("chat.example").Should().BeNull();
    }

    private int? Take(string offer, LinkSecurity security) => _policy.Take(StsOffer.Parse(offer), security, Server, _store);
}
