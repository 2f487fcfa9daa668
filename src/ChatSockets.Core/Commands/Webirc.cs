using System.Net;
using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// IRCv3 WebIRC: the first thing that a gateway says for one of its users, whose address it tells. From then on the connection counts as
/// that user's, for bans too.
/// </summary>
internal static class Webirc
{
    public static readonly Command Row = new(
        "WEBIRC", Handle, "WEBIRC <password> <gateway> <hostname> <address> [:<options>]",
            "Tells the address of a gateway's user; for gateways only, at the very beginning.")
    {
        BeforeRegistration = true,
        MinimumParameters = 4,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (context.User.IsRegistered)
        {
            context.Reply.AlreadyRegistered();
            return;
        }
        if (context.Session.HasUsedCommand)
        {
            Refuse(context, "WEBIRC must be the first command");
            return;
        }
        if (FindGateway(context, message[0], out string why) is not { } gateway)
        {
            Refuse(context, why);
            return;
        }
        if (Address(message[3]) is not { } address)
        {
            Refuse(context, "WEBIRC takes the user's IP address");
            return;
        }
        // To a gateway on this machine there is no way that anybody could listen at.
        bool isRestSecure = context.Session.IsSecure || (context.User.IPAddress is { } gatewayAddress
            && IPAddress.IsLoopback(gatewayAddress));
        context.Session.IsSecure = isRestSecure && IsSecure(message[4]);
        Relocate(context, address, message[2]);
        context.Server.Log.Debug("Gateway {Gateway} brings a user from {Address}", gateway.Name,
            Encoding.ASCII.GetString(context.User.Address));
        if (context.Session.Readdress?.Invoke(address) is { } refusal) context.Session.Close(refusal);
    }

    private static WebGateway? FindGateway(CommandContext context, ReadOnlySpan<byte> password, out string why)
    {
        why = "You may not use WEBIRC";
        if (context.User.IPAddress is not { } address) return null;
        WebGateway[] all = [.. context.Server.Options.WebGateways.Where(gateway =>
            gateway.Addresses.Any(network => HostPattern.Contains(network, address)))];
        if (all.Length == 0) return null;
        byte[] given = password.ToArray();
        WebGateway? found = null;
        PasswordVerdict verdict = context.Server.PasswordChecks.Guess(
            context.Session,
            () => (found = Array.Find(all, gateway => gateway.Password.Verify(given))) is not null,
            () => (found = Array.Find(all, gateway => gateway.Password.IsKnown(given))) is not null);
        why = verdict.Refusal() ?? "Invalid WebIRC password";
        return verdict.IsRight ? found : null;
    }

    private static void Refuse(CommandContext context, string why)
    {
        context.Server.Log.Warning("WEBIRC from {Address} was refused: {Reason}", Encoding.ASCII.GetString(context.User.Address), why);
        context.Session.Close(why);
    }

    private static IPAddress? Address(ReadOnlySpan<byte> text)
    {
        if (!HostPattern.TryAddress(Encoding.UTF8.GetString(text), out IPAddress? address)) return null;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
    }

    private static void Relocate(CommandContext context, IPAddress address, ReadOnlySpan<byte> host)
    {
        string text = address.ToString();
        // A parameter cannot begin with a colon.
        if (text.StartsWith(':')) text = "0" + text;
        context.Session.Relocate(text, IsHostname(host) ? Encoding.ASCII.GetString(host) : text);
    }

    // RFC 1123, section 2.1: labels of letters, digits and hyphens. Without a letter it would be taken for an address that it may not be.
    private static bool IsHostname(ReadOnlySpan<byte> host)
    {
        if (host.Length is 0 or > HostPattern.MaximumHostBytes || !host.ContainsAnyInRange((byte)'A', (byte)'z')) return false;
        byte last = (byte)'.';
        foreach (byte letter in host)
        {
            bool isEdge = last is (byte)'.' or (byte)'-';
            if (letter == (byte)'.' ? isEdge : letter == (byte)'-' ? last == (byte)'.' : !char.IsAsciiLetterOrDigit((char)letter))
                return false;
            last = letter;
        }
        return last is not ((byte)'.' or (byte)'-');
    }

    // Options are words, which may have values; what they mean is up to their names alone.
    private static bool IsSecure(ReadOnlySpan<byte> options)
    {
        foreach (Range range in options.Split((byte)' '))
        {
            ReadOnlySpan<byte> option = options[range];
            int equals = option.IndexOf((byte)'=');
            if ((equals < 0 ? option : option[..equals]).SequenceEqual("secure"u8)) return true;
        }
        return false;
    }
}
