using System.Net;
using System.Text.Json.Nodes;
using ChatSockets.Core.Text;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>An IP address, or <c>localhost</c>.</summary>
internal sealed class AddressKind : ScalarKind<IPAddress>
{
    public override string Placeholder => "ADDRESS";

    protected override string Expected => "an address in quotes, as \"127.0.0.1\" or \"::1\"";

    public override JsonObject Schema() => new() { ["type"] = "string" };

    public override string? Read(string text, out IPAddress value)
    {
        value = IPAddress.Loopback;
        if (text == "localhost" || HostPattern.TryAddress(text.Trim('[', ']'), out value!)) return null;
        return $"'{text}' is not an IP address, as 127.0.0.1 or ::1 is.";
    }

    public override JsonNode ToJson(IPAddress value, bool showSecrets) => JsonValue.Create(value.ToString());
}

/// <summary>A network of IP addresses; an address alone is a network of one.</summary>
internal sealed class NetworkKind : ScalarKind<IPNetwork>
{
    public override string Placeholder => "NETWORK";

    protected override string Expected => "a network in quotes, as \"10.0.0.0/8\"";

    public override JsonObject Schema() => new() { ["type"] = "string" };

    public override string? Read(string text, out IPNetwork value) =>
        HostPattern.TryNetwork(text, out value) ? null : $"'{text}' is not a network, as 10.0.0.0/8 or ::1 is.";

    public override JsonNode ToJson(IPNetwork value, bool showSecrets) => JsonValue.Create(value.ToString());
}
