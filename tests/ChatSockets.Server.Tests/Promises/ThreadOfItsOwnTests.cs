using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Promises;

/// <summary>These count the threads of the whole process: no other test may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    public const string Name = "alone in the process";
}

/// <summary>Promise 1: every connection has one dedicated, named thread.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ThreadOfItsOwnTests
{
    [Fact]
    public async Task Every_connection_has_one_thread_with_its_name_and_it_ends_with_the_connection()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using Chat chat = await Chat.StartAsync();
        ClientThreads().Should().BeEmpty();
        for (int i = 1; i <= 7; i++) await chat.RegisterAsync($"user{i}");
        TestClient last = await chat.RegisterAsync("user8");
        ClientThreads().Should().BeEquivalentTo(Enumerable.Range(1, 8).Select(i => $"client {i}"));
        last.Dispose();
        await Waiting.UntilAsync(() => ClientThreads().Length == 7, "the eighth thread to end");
        await chat.Server.StopAsync();
        await Waiting.UntilAsync(() => ClientThreads().Length == 0, "all threads to end");
    }

    private static string[] ClientThreads()
    {
        var names = new List<string>();
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                string name = File.ReadAllText(Path.Combine(task, "comm")).TrimEnd('\n');
                if (name.StartsWith("client ", StringComparison.Ordinal)) names.Add(name);
            }
            catch (IOException)
            {
                // The thread ended between the listing and the look.
            }
        }
        return [.. names];
    }
}
