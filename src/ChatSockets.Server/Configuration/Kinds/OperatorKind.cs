using System.Text.Json.Nodes;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>An <see cref="OperatorAccount"/> as the file has it.</summary>
internal sealed class OperatorKind() : RecordKind<OperatorAccount>("an operator")
{
    private static readonly TextKind Text = new();
    private static readonly PasswordHashKind Hash = new();
    private static readonly ListKind<string> Texts = new(Text);
    private static readonly ListKind<Privileges> PrivilegeList = new(new ChoiceKind<Privileges>("PRIVILEGE", PrivilegeNames.ByName));

    protected override IReadOnlyList<RecordMember> Members { get; } =
    [
        new("name", true, "The name that OPER asks for.", Text.Schema),
        new("password", true, "The hash of the password; 'chat-server config password' makes it.", Hash.Schema),
        new("hosts", true, "From where: addresses, networks as 10.0.0.0/8, or masks as *@*.example.org; *@* is anywhere.", Texts.Schema),
        new("host", false, "What others see in place of the operator's address.", Text.Schema),
        new("privileges", false, "What the operator may do.", PrivilegeList.Schema),
    ];

    public override JsonNode ToJson(OperatorAccount value, bool showSecrets)
    {
        var json = new JsonObject
        {
            ["name"] = value.Name,
            ["password"] = Hash.ToJson(value.Password, showSecrets),
            ["hosts"] = Texts.ToJson(value.Hosts, showSecrets),
        };
        if (value.Host is not null) json["host"] = value.Host;
        json["privileges"] = new JsonArray([.. PrivilegeNames.Of(value.Privileges).Select(name => JsonValue.Create(name))]);
        return json;
    }

    protected override OperatorAccount? Build(JsonItem item, ConfigurationFile file)
    {
        // Each is read, so that all mistakes are told at once.
        bool isWhole = TryMember(item, "name", Text, file, out string name);
        isWhole &= TryMember(item, "password", Hash, file, out PasswordHash password);
        isWhole &= TryMember(item, "hosts", Texts, file, out IReadOnlyList<string> hosts);
        TryMember(item, "host", Text, file, out string? host);
        TryMember(item, "privileges", PrivilegeList, file, out IReadOnlyList<Privileges>? privileges);
        return !isWhole ? null : new OperatorAccount
        {
            Name = name,
            Password = password,
            Hosts = hosts,
            Host = host,
            Privileges = (privileges ?? []).Aggregate(Privileges.None, (all, one) => all | one),
        };
    }

    protected override IEnumerable<string> Errors(OperatorAccount value) => value.Errors();
}
