using System.Diagnostics;
using ChatSockets.CommandLine.Completion;

namespace ChatSockets.CommandLine.Tests.Completion;

/// <summary>Runs a shell with the completions of both programs, in a folder with a few files.</summary>
internal static class Shell
{
    /// <summary>Returns the lines that the shell prints; anything on standard error is a failure.</summary>
    /// <param name="name">The shell, as it is started.</param>
    /// <param name="options">Those that keep it from reading its own files.</param>
    /// <param name="script">What it runs, after the completions.</param>
    /// <param name="arguments">The script's arguments.</param>
    public static IReadOnlyList<string> Run(string name, string[] options, string script, params string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("chat-completion").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "data"));
            File.WriteAllText(Path.Combine(folder, "a b.json"), "");
            File.WriteAllText(Path.Combine(folder, "backup.db"), "");
            // What the scripts ask at each completion.
            string client = Path.Combine(folder, "chat-client");
            File.WriteAllText(client, "#!/bin/sh\necho localhost:5000\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(client, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            string completions = string.Concat(new[] { "chat-server", "chat-client" }
                .Select(program => CompletionCommand.Text(name == "pwsh" ? "powershell" : name, Programs.Tree(program))));
            var start = new ProcessStartInfo(name, [.. options, "-c", completions + script, .. arguments])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
            start.Environment["HOME"] = folder;
            start.Environment["XDG_CONFIG_HOME"] = start.Environment["XDG_DATA_HOME"] = start.Environment["XDG_CACHE_HOME"] = folder;
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            errors.Result.Should().BeEmpty();
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
