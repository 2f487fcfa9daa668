using System.Net.Security;
using ChatSockets.Server.Tls;

namespace ChatSockets.Server.Tests.Tls;

public sealed class ClientHelloTests
{
    [Theory]
    [InlineData("", false, false)]
    [InlineData("irc", false, true)]
    [InlineData("http/1.1", true, false)]
    [InlineData("h2,http/1.1", true, false)]
    [InlineData("h2", false, false)]
    [InlineData("http/1.1,irc", true, true)]
    public async Task The_protocols_of_a_real_client_are_read(string protocols, bool http, bool irc)
    {
        byte[] hello = await HelloAsync(protocols.Split(',', StringSplitOptions.RemoveEmptyEntries));
        ClientHello.Look(hello).Should().BeTrue();
        ClientHello.LengthOfFirst(hello).Should().Be(hello.Length);
        var read = ClientHello.Read(hello);
        read.OffersHttp.Should().Be(http);
        read.OffersIrc.Should().Be(irc);
    }

    [Fact]
    public async Task A_hello_that_is_cut_off_or_damaged_anywhere_is_read_without_harm()
    {
        byte[] hello = await HelloAsync(["http/1.1", "irc"]);
        var random = new Random(7);
        for (int length = 6; length < hello.Length; length++) _ = ClientHello.Read(hello.AsSpan(0, length));
        for (int round = 0; round < 20_000; round++)
        {
            byte[] damaged = [.. hello];
            for (int i = 0; i < 3; i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            _ = ClientHello.Read(damaged);
        }
    }

    [Theory]
    [InlineData(new byte[] { }, null)]
    [InlineData(new byte[] { 22 }, null)]
    [InlineData(new byte[] { 22, 3, 1, 0, 5 }, null)]
    [InlineData(new byte[] { 22, 3, 1, 0, 5, 1 }, true)]
    [InlineData(new byte[] { 22, 3, 1, 0, 5, 2 }, false)]
    [InlineData(new byte[] { 22, 4 }, false)]
    [InlineData(new byte[] { (byte)'N', (byte)'I', (byte)'C', (byte)'K' }, false)]
    public void Six_bytes_show_whether_it_is_tls(byte[] first, bool? isTls) => ClientHello.Look(first).Should().Be(isTls);

    // What a client of this framework says first.
    private static async Task<byte[]> HelloAsync(string[] protocols)
    {
        using var said = new MemoryStream();
        await using var client = new SslStream(new SaysOnly(said));
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "chat.local",
            ApplicationProtocols = [.. protocols.Select(protocol => new SslApplicationProtocol(protocol))],
        };
        await client.Invoking(one => one.AuthenticateAsClientAsync(options)).Should().ThrowAsync<IOException>();
        return said.ToArray();
    }

    // Nothing is answered.
    private sealed class SaysOnly(Stream said) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => 0;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => said.Write(buffer, offset, count);
    }
}
