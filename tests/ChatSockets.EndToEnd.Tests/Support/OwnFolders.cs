using System.Runtime.CompilerServices;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>
/// What the programs would put into the tester's own folders goes to one of the run's, here and in every process that a test starts.
/// Windows asks no variable: there a test names a folder, or none.
/// </summary>
internal static class OwnFolders
{
    [ModuleInitializer]
    internal static void Replace()
    {
        string folder = Directory.CreateTempSubdirectory("chat-test-home-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        foreach (string name in new[] { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR" })
            Environment.SetEnvironmentVariable(name, folder);
    }
}
