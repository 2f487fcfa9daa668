using System.Diagnostics;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>The screen in a real terminal whose size changes while lines arrive: terminal-resize.sh has one line a size.</summary>
public sealed class TerminalResizeTests
{
    [TmuxFact]
    public async Task The_screen_is_right_at_every_size()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        var start = new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "terminal-resize.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CLIENT"] = string.Join(' ', ChatProcess.Program("chat-client"));
        start.Environment["SERVER"] = server.Address;
        start.Environment["ROUNDS"] = "10";
        using Process script = Process.Start(start)!;
        try
        {
            Task<string> errors = script.StandardError.ReadToEndAsync();
            string output = await script.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(4));
            await script.WaitForExitAsync();
            script.ExitCode.Should().Be(0, "of\n{0}{1}", output, await errors);
            output.Split('\n').Where(line => line.StartsWith("ok ", StringComparison.Ordinal)).Should().HaveCount(4);
        }
        finally
        {
            if (!script.HasExited) script.Kill(entireProcessTree: true);
        }
    }
}
