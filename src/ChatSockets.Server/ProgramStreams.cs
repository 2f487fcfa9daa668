using System.Collections;
using ChatSockets.Server.Configuration;

namespace ChatSockets.Server;

/// <summary>What the program has around it: its standard streams and its environment. A test brings its own.</summary>
/// <param name="Input">Asked for only when something is read: the framework prepares a terminal for it, which a server that only logs must not.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Environment">Reads the environment's variables.</param>
internal sealed record ProgramStreams(Func<TextReader> Input, TextWriter Output, TextWriter Error, Func<IReadOnlyDictionary<string, string>> Environment)
{
    /// <summary>A person sits at the input.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Standard output for programs, which is UTF-8 whatever the terminal's letters are (RFC 8259, "Character Encoding"). Whoever opens it disposes it.</summary>
    public Func<TextWriter>? Utf8Output { get; init; }

    public static ProgramStreams OfProcess() => new(() => Console.In, Console.Out, Console.Error, EnvironmentOfProcess)
    {
        IsTerminal = !Console.IsInputRedirected,
        Utf8Output = static () => new StreamWriter(Console.OpenStandardOutput()),
    };

    public void Complain(string text) => Error.WriteLine($"chat-server: {text}");

    /// <summary>Tells what is wrong with a configuration, and answers what the program ends with.</summary>
    public int Refuse(IReadOnlyList<ConfigurationError> errors)
    {
        foreach (ConfigurationError error in errors) Complain(error.ToString());
        return errors.All(error => error.IsUnreadable) ? ExitCode.CouldNotRun : ExitCode.WrongUsage;
    }

    private static Dictionary<string, string> EnvironmentOfProcess() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
