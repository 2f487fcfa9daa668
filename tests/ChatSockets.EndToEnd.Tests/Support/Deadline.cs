namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>
/// How long a test waits for what must come. It is no measurement: a loaded machine may be slow, and only what never comes fails.
/// </summary>
internal static class Deadline
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);
}
