using ChatSockets.Server.Configuration;
using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Fuzz.Targets;

/// <summary>The configuration file.</summary>
internal sealed class ConfigurationTarget : FuzzTarget
{
    public override string Name => "configuration";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        """{ "port": 6667, "bind": ["::1"], "name": "a.b", /* x */ "ping-interval": "1h30m", }"""u8.ToArray(),
        """{ "operators": [{ "name": "a", "password": "x", "hosts": ["10.0.0.0/8"], "privileges": ["kill"] }] }"""u8.ToArray(),
        """{ "flood-rate": 2.5, "closed-registration": true, "tls": "off", "web-origins": ["*"] }"""u8.ToArray(),
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
        ["\""u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(),
            "null"u8.ToArray(), "1e999"u8.ToArray(), "-1"u8.ToArray(), "\\ud800"u8.ToArray(), "//"u8.ToArray(), "/*"u8.ToArray(),
            "\uFEFF"u8.ToArray(), "[[[[[[[["u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input, Random random)
    {
        var file = new ConfigurationFile("chat.json");
        if (JsonFile.Read(input, file.Refuse) is not { } root) Require(file.ErrorCount > 0, "nothing was read, and nobody was told why");
        else foreach (JsonMember member in root.Members) Read(member, file);
    }

    private static void Read(JsonMember member, ConfigurationFile file)
    {
        if (!Settings.ByName.TryGetValue(member.Name, out Setting? setting)) return;
        var options = new ProgramOptions();
        int before = file.ErrorCount;
        if (setting.TryRead(member.Value, file, ref options)) _ = options.Server.Errors().Count();
        else Require(file.ErrorCount > before, "a value was refused, and nobody was told why");
    }
}
