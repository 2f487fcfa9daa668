using System.CommandLine;

namespace ChatSockets.CommandLine;

/// <summary><c>man</c>: prints the man page, or the reference, which is the same for reading on the web.</summary>
internal static class ManCommand
{
    public static Command Create(RootCommand root, ProgramManual manual)
    {
        var markdown = new Option<bool>("--markdown") { Description = "As Markdown, for the web." };
        var command = new Command("man", $"Print the man page; to read it: {manual.Name} man | man -l -") { markdown };
        command.SetAction(parsed =>
        {
            CommandNode node = CommandNode.Of(root, manual);
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(markdown) ? ReferencePage.Text(node) : ManPage.Text(node));
        });
        return command;
    }
}
