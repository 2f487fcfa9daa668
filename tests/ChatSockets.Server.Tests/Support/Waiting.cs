using Xunit.Sdk;

namespace ChatSockets.Server.Tests.Support;

/// <summary>Whatever a test waits for has an end: a hang becomes a failure that says what was awaited.</summary>
internal static class Waiting
{
    /// <summary>Far beyond what a busy machine takes.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task WithinDeadlineAsync(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            throw new XunitException($"Waited {Deadline.TotalSeconds} seconds in vain for {what}.");
        }
    }

    public static async Task<T> WithinDeadlineAsync<T>(this Task<T> task, string what)
    {
        await ((Task)task).WithinDeadlineAsync(what);
        return await task;
    }

    /// <summary>For what nothing announces: looks again and again, letting others run in between.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var end = new CancellationTokenSource(Deadline);
        while (!condition())
        {
            if (end.IsCancellationRequested) throw new XunitException($"Waited {Deadline.TotalSeconds} seconds in vain for {what}.");
            await Task.Yield();
        }
    }

    /// <summary>Waits for threads.</summary>
    public static void JoinAll(IEnumerable<Thread> threads)
    {
        foreach (Thread thread in threads) thread.Join(Deadline).Should().BeTrue("the thread {0} should end", thread.Name);
    }
}
