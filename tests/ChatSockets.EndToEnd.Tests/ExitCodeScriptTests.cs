using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>What each exit code of chat-client says, as a shell sees it: exit-codes.sh has one line a case.</summary>
public sealed class ExitCodeScriptTests
{
    [Fact]
    public async Task Each_exit_code_says_what_it_should()
    {
        if (OperatingSystem.IsWindows()) return;
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using ServerProcess locked = await ServerProcess.StartAsync("--password", "sesame");
        await using LineClient owner = await LineClient.JoinAsync(server.EndPoint, "owner");
        await owner.SayAsync(
            "JOIN #moderated", "MODE #moderated +m", "JOIN #keyed", "MODE #keyed +k sesame", "JOIN #banned", "MODE #banned +b *!*@*",
            "JOIN #secret", "MODE #secret +s",
            "JOIN #history", "PRIVMSG #history :please deploy now", "PRIVMSG #history :and tell me");
        await owner.SyncAsync();
        using Socket mute = Loopback.Mute(out IPEndPoint muteEndPoint);
        using Socket deaf = Loopback.Deaf(out IPEndPoint deafEndPoint);
        using var loser = new LosingServer();
        using var silent = new LosingServer(closes: false);

        var start = new ProcessStartInfo("bash",
            [Path.Combine(AppContext.BaseDirectory, "exit-codes.sh")])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CLIENT"] = string.Join(' ', ChatProcess.Program("chat-client"));
        start.Environment["SERVER"] = server.Address;
        start.Environment["LOCKED"] = locked.Address;
        start.Environment["MUTE"] = muteEndPoint.ToString();
        start.Environment["DEAF"] = deafEndPoint.ToString();
        start.Environment["LOSER"] = loser.EndPoint.ToString();
        start.Environment["SILENT"] = silent.EndPoint.ToString();
        PosixSignals.LetChildrenBeInterrupted();
        using Process script = Process.Start(start)!;
        try
        {
            Task<string> errors = script.StandardError.ReadToEndAsync();
            string output = await script.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(6));
            await script.WaitForExitAsync();

            string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            lines.Where(line => !line.StartsWith("ok ", StringComparison.Ordinal)).Should().BeEmpty(await errors);
            lines.Should().HaveCountGreaterThan(100);
            script.ExitCode.Should().Be(0);
        }
        finally
        {
            if (!script.HasExited) script.Kill(entireProcessTree: true);
        }
    }
}
