using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ChatSockets.Core.Text;
using ChatSockets.Storage;

namespace ChatSockets.Core.State;

/// <summary>
/// The hosts that stand for addresses, so that people do not see where others come from, but can still ban an address or a network.
/// </summary>
/// <remarks>
/// Three labels, each a keyed hash (HMAC-SHA256, 50 bits of it in base 32): of the address, of its network and of a wider one, then
/// <c>ip</c>. The networks are /24 and /16 of IPv4, and /64 and /48 of IPv6. So <c>*!*@*.NETWORK.WIDE.ip</c> bans a network. The key is the
/// store's, made at its first start: without it nobody can try out which address a label is. Loopback tells nothing and stays as it is.
/// Any thread.
/// </remarks>
internal sealed class Cloaks(ChatEnvironment server)
{
    private const string KeyName = "cloak_key";
    private const int LabelLength = 10;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    private byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Whether hosts are cloaked.</summary>
    public bool AreOn => server.Options.Cloaking;

    /// <summary>Takes the store's key, or gives it one. Before anybody is connected, under no lock.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public void Restore()
    {
        if (server.Options.SharedLog is { } log)
        {
            // One for all: what somebody may be banned by is the same wherever they connect.
            _key = SHA256.HashData(Encoding.ASCII.GetBytes($"{KeyName} {log.Run}"));
            return;
        }
        if (server.Store.Read(connection => Store.Setting(connection, KeyName)) is { Length: 64 } stored)
        {
            _key = Convert.FromHexString(stored);
            return;
        }
        string key = Convert.ToHexString(_key);
        // On a full disk the server serves what it can, and has another key the next time.
        server.Store.Submit(connection => Store.Set(connection, KeyName, key));
    }

    /// <summary>Returns the host that stands for an address; null if the address is to be shown.</summary>
    public byte[]? HostOf(IPAddress address)
    {
        if (!AreOn) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return null;
        (int all, int network, int wide) = address.AddressFamily == AddressFamily.InterNetwork ? (32, 24, 16) : (128, 64, 48);
        byte[] bytes = address.GetAddressBytes();
        return Encoding.ASCII.GetBytes($"{Label(bytes, all)}.{Label(bytes, network)}.{Label(bytes, wide)}.ip");
    }

    /// <summary>
    /// Returns a stored nick!user@host as it may be shown: stores from before cloaking have addresses in them. The same array if there is
    /// nothing to hide.
    /// </summary>
    public byte[] Hide(byte[] source)
    {
        if (!AreOn) return source;
        int host = source.AsSpan().LastIndexOf((byte)'@') + 1;
        if (host == 0 || !NetworkText.IsMeant(source.AsSpan(host))) return source;
        return IPAddress.TryParse(Encoding.ASCII.GetString(source.AsSpan(host)), out IPAddress? address) && HostOf(address) is { } cloak
            ? [.. source.AsSpan(0, host), .. cloak]
            : source;
    }

    // Each length of prefix has labels of its own.
    private string Label(byte[] address, int bits)
    {
        Span<byte> prefix = stackalloc byte[address.Length + 1];
        address.AsSpan(0, bits / 8).CopyTo(prefix);
        prefix[(bits / 8)..].Clear();
        prefix[^1] = (byte)bits;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, prefix, hash);
        Span<char> label = stackalloc char[LabelLength];
        for (int i = 0; i < LabelLength; i++) label[i] = Letters[hash[i] & 31];
        return new string(label);
    }
}
