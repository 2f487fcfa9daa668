using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests;

/// <summary><c>chat-server audit</c>, without a server.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_operator_who_is_not_known_ends_with_1_and_is_told_with_the_nearest_one()
    {
        using (Store store = Keeping.Open(_folder.Path))
        {
            StoredAudit.Submit(store, new OperatorAct("Robert", "bob", "KILL", "eve", ""), DateTimeOffset.UnixEpoch);
            store.Commits.Flush();
        }

        (await RunAsync("--operator", "rboert")).Should()
            .Be((1, "", "chat-server: No operator rboert is known here. Did you mean Robert?\n"));
        (await RunAsync("--operator", "Robert")).Output.Should().Contain("KILL");
        (await RunAsync("--operator", "Robert", "--since", "2026-01-01")).Should().Be((0, "", ""));
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var streams = new ProgramStreams(() => TextReader.Null, output, errors, () => new Dictionary<string, string>());
        int code = await ServerCommandLine.RunAsync(["audit", "--data", _folder.Path, .. arguments], streams);
        return (code, output.ToString(), errors.ToString());
    }
}
