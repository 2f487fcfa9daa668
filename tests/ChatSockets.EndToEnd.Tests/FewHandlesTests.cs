using System.Net;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>
/// A system that lets the server have few open files: whoever cannot be served is told, and the server lives on (promise 5).
/// </summary>
public sealed class FewHandlesTests
{
    [Fact]
    public async Task Who_comes_when_there_are_no_more_open_files_is_told_and_the_others_stay()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var server = new ChatProcess(
            "chat-server", ["--port", "0", "--bind", "127.0.0.1", "--in-memory"], before: "ulimit -n 200");
        string listening = await server.Output.NextAsync("listening on ");
        IPEndPoint endPoint = IPEndPoint.Parse(listening[(listening.LastIndexOf(' ') + 1)..]);
        await using LineClient alice = await LineClient.JoinAsync(endPoint, "alice");

        var crowd = new List<LineClient>();
        for (int i = 0; i < 200; i++) crowd.Add(await LineClient.ConnectAsync(endPoint));
        await crowd[^1].HearAsync("ERROR :The server is full");
        await alice.SyncAsync();
        foreach (LineClient client in crowd) await client.DisposeAsync();

        await JoinWhenThereIsRoomAsync(endPoint);
        await alice.HearAsync(":bob!");
        server.Signal(PosixSignals.Number.Terminate);
        await server.ExitsWithAsync(0);
    }

    // The server sees the crowd leave one by one; until then it may say that it is full, again and again. Nothing is sent before it has
    // answered: bytes that it never reads would make its answer be lost.
    private static async Task JoinWhenThereIsRoomAsync(IPEndPoint endPoint)
    {
        while (true)
        {
            await using LineClient bob = await LineClient.ConnectAsync(endPoint);
            if ((await bob.HearAsync("")).StartsWith("ERROR", StringComparison.Ordinal)) continue;
            await bob.SayAsync("bob");
            await bob.HearAsync("bob has joined #lobby");
            return;
        }
    }
}
