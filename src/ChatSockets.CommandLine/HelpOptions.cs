using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ChatSockets.CommandLine.Completion;

namespace ChatSockets.CommandLine;

/// <summary>Gives a program its help and the commands that print its pages.</summary>
public static class HelpOptions
{
    /// <summary>
    /// Adds <c>--help</c>, <c>--help-all</c> and the commands <c>completion</c> and <c>man</c>. A command that only has others below it
    /// prints its help. To be called when the tree is complete.
    /// </summary>
    public static void AddTo(RootCommand root, ProgramManual manual)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(manual);
        foreach (HelpOption old in root.Options.OfType<HelpOption>().ToArray()) root.Options.Remove(old);
        // Without the /h and /? of old: with a chat they are something to say.
        root.Options.Add(new HelpOption("--help", "-h", "-?")
        {
            Description = "Print the most important of this, or the help of a command.",
            Action = new HelpAction(parsed => HelpText.Short(CommandNode.Of(parsed, manual), ScreenWidth.Columns)),
        });
        root.Options.Add(new FullHelpOption
        {
            Description = "Print all of this: every command, every option.",
            Action = new HelpAction(_ => HelpText.Full(CommandNode.Of(root, manual), ScreenWidth.Columns)),
        });
        foreach (VersionOption version in root.Options.OfType<VersionOption>()) version.Description = "Print the version.";
        root.Subcommands.Add(CompletionCommand.Create(root, manual));
        root.Subcommands.Add(ManCommand.Create(root, manual));
        foreach (Command command in CommandNode.Of(root, manual).WithDescendants().Select(node => node.Command))
        {
            if (command.Subcommands.Count == 0 || command.Action is not null) continue;
            command.SetAction(parsed =>
                parsed.InvocationConfiguration.Output.Write(HelpText.Short(CommandNode.Of(parsed, manual), ScreenWidth.Columns)));
        }
    }
}

/// <summary>The option for all of the help, so that it is known as such.</summary>
internal sealed class FullHelpOption : Option<bool>
{
    public FullHelpOption()
        : base("--help-all")
    {
        Arity = ArgumentArity.Zero;
        Recursive = true;
    }
}

/// <summary>Prints a help, whatever else is wrong with the command line.</summary>
internal sealed class HelpAction(Func<ParseResult, string> text) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write(text(parseResult));
        return 0;
    }
}
