using System.Collections;
using System.Text;
using ChatSockets.CommandLine;
using ChatSockets.Server.Configuration.Json;
using ChatSockets.Server.Diagnostics;

namespace ChatSockets.Server;

/// <summary>The program's surroundings: its standard streams and its environment. Tests supply their own.</summary>
/// <param name="Input">
/// Asked for only when something is read: the framework prepares a terminal for it, which a server that only logs must not.
/// </param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Environment">Reads the environment's variables.</param>
internal sealed record ProgramStreams(Func<TextReader> Input, TextWriter Output, TextWriter Error,
    Func<IReadOnlyDictionary<string, string>> Environment)
{
    private const int LongestLine = 4096;

    /// <summary>A person sits at the input.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>A person reads standard error, and not a file or the journal.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Standard output is a terminal: what is shown there and what is written would mix.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Tells a person how far a long command is.</summary>
    /// <param name="what">The command.</param>
    /// <param name="isQuiet">Whether nothing is told.</param>
    public Progress Progress(string what, bool isQuiet = false) =>
        new(what, isQuiet ? null : Error, IsErrorTerminal, TimeProvider.System);

    /// <summary>Reads a line of a person's without showing it; null at the end of the input.</summary>
    public Func<string?>? SecretInput { get; init; }

    /// <summary>Asks a person for a password without showing it, or reads a line from a program; null at the end of input.</summary>
    public string? ReadPassword(string prompt)
    {
        if (!IsTerminal) return ReadLine();
        Error.Write(prompt);
        return SecretInput is null ? ReadLine() : SecretInput();
    }

    // Bounded: the input may be anything.
    private string? ReadLine()
    {
        try
        {
            TextReader input = Input();
            var line = new StringBuilder();
            int next;
            while ((next = input.Read()) is not (-1 or '\n'))
            {
                if (line.Length == LongestLine)
                    throw new IOException($"the line on standard input is longer than {LongestLine} characters");
                line.Append((char)next);
            }
            if (next == -1 && line.Length == 0) return null;
            return line.ToString().TrimEnd('\r');
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException("standard input cannot be read: it is closed", exception);
        }
    }

    /// <summary>
    /// Standard output for programs: UTF-8 whatever the terminal uses (RFC 8259, "Character Encoding"). The caller disposes it.
    /// </summary>
    public Func<TextWriter>? Utf8Output { get; init; }

    public static ProgramStreams OfProcess() => new(
        () => Console.In, new StreamWriter(StandardOutputStream.Open(), Console.Out.Encoding) { AutoFlush = true },
        new StandardError(Console.Error), EnvironmentOfProcess)
    {
        IsTerminal = !Console.IsInputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        IsOutputTerminal = !Console.IsOutputRedirected,
        SecretInput = ReadSecret,
        Utf8Output = static () => new StreamWriter(StandardOutputStream.Open()),
    };

    /// <summary>The format of error messages, the same as the log's, because one program reads both.</summary>
    public LogFormat Format { get; init; }

    public void Complain(string text)
    {
        if (Format == LogFormat.Json) Logging.WriteFatal(Error, text);
        else Error.WriteLine($"chat-server: {text}");
    }

    /// <summary>The same with the exit code that belongs to it, which is returned.</summary>
    public int Complain(int code, string text)
    {
        Complain(text);
        return code;
    }

    /// <summary>Prints the errors of a configuration and returns the exit code.</summary>
    public int Refuse(IReadOnlyList<ConfigurationError> errors)
    {
        foreach (ConfigurationError error in errors) Complain(error.ToString());
        return errors.All(error => error.IsUnreadable) ? ExitCode.CouldNotRun : ExitCode.WrongUsage;
    }

    private static string? ReadSecret()
    {
        var line = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Backspace) line.Length = Math.Max(0, line.Length - 1);
            else if (!char.IsControl(key.KeyChar)) line.Append(key.KeyChar);
            // Ctrl-D.
            else if (key.KeyChar == '\x04') return null;
        }
        // What was typed to end the line was not shown either.
        Console.Error.WriteLine();
        return line.ToString();
    }

    private static Dictionary<string, string> EnvironmentOfProcess() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
