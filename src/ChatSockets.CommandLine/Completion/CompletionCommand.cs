using System.CommandLine;

namespace ChatSockets.CommandLine.Completion;

/// <summary><c>completion SHELL</c>: prints a script with which a shell completes the program's command line.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, Func<CompletionTable, string>> Shells = new()
    {
        ["bash"] = BashCompletion.Text,
        ["fish"] = FishCompletion.Text,
        ["powershell"] = PowerShellCompletion.Text,
        ["zsh"] = ZshCompletion.Text,
    };

    public static Command Create(RootCommand root, ProgramManual manual)
    {
        string names = string.Join(", ", Shells.Keys);
        var shell = new Argument<string>("shell")
        {
            Description = $"{names}. For bash and zsh, in the shell's own file: source <({manual.Name} completion bash); "
                + $"for fish: {manual.Name} completion fish | source",
        };
        shell.CompletionSources.Add([.. Shells.Keys]);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !Shells.ContainsKey(text))
                result.AddError($"'{text}' is not known here: SHELL is {names}.");
        });
        var command = new Command("completion", "Print a script that completes commands, options and values in a shell.") { shell };
        command.SetAction(parsed =>
            parsed.InvocationConfiguration.Output.Write(Text(parsed.GetRequiredValue(shell), CommandNode.Of(root, manual))));
        if (manual.Lookups.Count > 0) command.Subcommands.Add(CreateLookup(manual));
        return command;
    }

    /// <summary>Returns a shell's script; its lines end in LF.</summary>
    public static string Text(string shell, CommandNode root) => Shells[shell](new CompletionTable(root)).ReplaceLineEndings("\n");

    // For the scripts alone, which ask at each completion.
    private static Command CreateLookup(ProgramManual manual)
    {
        var what = new Argument<string>("what");
        var lookup = new Command("values", "Prints values of an argument, one a line.") { what };
        lookup.Hidden = true;
        lookup.SetAction(parsed =>
        {
            if (!manual.Lookups.TryGetValue(parsed.GetRequiredValue(what), out Func<IEnumerable<string>>? values)) return;
            foreach (string value in values()) parsed.InvocationConfiguration.Output.WriteLine(value);
        });
        return lookup;
    }
}
