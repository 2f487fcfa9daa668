using System.Text;
using ChatSockets.Server.Hooks;
using ChatSockets.Server.Http;

namespace ChatSockets.Fuzz.Targets;

/// <summary>What is posted to hooks.</summary>
internal sealed class HookTextTarget : FuzzTarget
{
    private static readonly string[] Types = ["application/json", "text/plain", "application/x-www-form-urlencoded", ""];
    private static readonly string[] Events = ["push", "pull_request", "release", "workflow_run", "ping"];

    public override string Name => "hooks";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        "the build is red"u8.ToArray(), """{"text":"a\nb"}"""u8.ToArray(), "payload=%7B%22text%22%3A%22x%22%7D"u8.ToArray(),
        ("""{"ref":"refs/heads/main","pusher":{"name":"a"},"repository":{"full_name":"a/b"},"""u8
            + """ "commits":[{"id":"0123456789","message":"m","author":{"name":"b"}}]}"""u8).ToArray(),
        """{"action":"closed","sender":{"login":"b"},"pull_request":{"number":7,"merged":true,"title":"t","html_url":"u"}}"""u8.ToArray(),
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
        ["\n"u8.ToArray(), "\r\n"u8.ToArray(), "\""u8.ToArray(), "null"u8.ToArray(), "{}"u8.ToArray(), "[]"u8.ToArray(), "%"u8.ToArray(),
            "%FF"u8.ToArray(), "\u0001"u8.ToArray(), "\u00E9"u8.ToArray(), [0xF0, 0x9F]];

    public override void Run(ReadOnlySpan<byte> input, Random random)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Type"] = Types[random.Next(Types.Length)],
            ["X-GitHub-Event"] = Events[random.Next(Events.Length)],
        };
        var request = new HttpRequest("POST", "/hooks/x", headers) { Body = input.ToArray() };
        string? event_ = GitHubEvent.Read(request);
        if (event_ is not null) Check(event_);
        if (HookText.TryRead(request, out string text, out _)) Check(text);
    }

    private static void Check(string text)
    {
        if (HookText.Cut(text, 400, out List<(byte[] Text, bool IsContinued)> lines) is not null) return;
        Require(lines.Count is > 0 and <= HookText.MostLines, "there are no lines, or too many");
        foreach ((byte[] line, _) in lines)
        {
            Require(line.Length <= 400 && !line.AsSpan().ContainsAny((byte)'\r', (byte)'\n', (byte)0), "a line cannot be sent");
            _ = new UTF8Encoding(false, true).GetString(line);
        }
    }
}
