using System.CommandLine;
using ChatSockets.Server;

namespace ChatSockets.CommandLine.Tests;

/// <summary>The two programs' command lines, as they are built. Nothing is run.</summary>
internal static class Programs
{
    public static TheoryData<string> Names => ["chat-server", "chat-client"];

    public static (RootCommand Root, ProgramManual Manual) Create(string name) => name == "chat-server"
        ? new ServerCommandLine(new ProgramStreams(() => TextReader.Null, TextWriter.Null, TextWriter.Null,
            () => new Dictionary<string, string>())).Create()
        : Client.CommandLine.Create((_, _) => throw new InvalidOperationException("Nothing is to be run."));

    public static CommandNode Tree(string name)
    {
        (RootCommand root, ProgramManual manual) = Create(name);
        return CommandNode.Of(root, manual);
    }

    /// <summary>The errors of a command line, its words parted by spaces.</summary>
    public static IReadOnlyList<string> Errors(string line)
    {
        string[] words = line.Split(' ');
        (RootCommand root, ProgramManual manual) = Create(words[0]);
        return UsageErrors.Of(words[1..], root.Parse(words[1..], new ParserConfiguration { ResponseFileTokenReplacer = null }), manual);
    }

    /// <summary>What a command of the program prints.</summary>
    public static string Output(string name, params string[] arguments)
    {
        using var output = new StringWriter();
        Create(name).Root.Parse(arguments).Invoke(new InvocationConfiguration { Output = output });
        return output.ToString().ReplaceLineEndings("\n");
    }
}
