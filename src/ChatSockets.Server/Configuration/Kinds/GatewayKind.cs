using System.Net;
using System.Text.Json.Nodes;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>A <see cref="WebGateway"/> as the file has it.</summary>
internal sealed class GatewayKind() : RecordKind<WebGateway>("a gateway")
{
    private static readonly TextKind Text = new();
    private static readonly PasswordHashKind Hash = new();
    private static readonly ListKind<IPNetwork> Networks = new(new NetworkKind());

    protected override IReadOnlyList<RecordMember> Members { get; } =
    [
        new("name", true, "The gateway's name, for the log.", Text.Schema),
        new("password", true, "The hash of the password that it sends; 'chat-server config password' makes it.", Hash.Schema),
        new("addresses", true, "Where it connects from: addresses or networks as 10.0.0.0/8.", Networks.Schema),
    ];

    public override JsonNode ToJson(WebGateway value, bool showSecrets) => new JsonObject
    {
        ["name"] = value.Name,
        ["password"] = Hash.ToJson(value.Password, showSecrets),
        ["addresses"] = Networks.ToJson(value.Addresses, showSecrets),
    };

    protected override WebGateway? Build(JsonItem item, ConfigurationFile file)
    {
        bool isWhole = TryMember(item, "name", Text, file, out string name);
        isWhole &= TryMember(item, "password", Hash, file, out PasswordHash password);
        isWhole &= TryMember(item, "addresses", Networks, file, out IReadOnlyList<IPNetwork> addresses);
        return isWhole ? new WebGateway { Name = name, Password = password, Addresses = addresses } : null;
    }

    protected override IEnumerable<string> Errors(WebGateway value) => value.Errors();
}
