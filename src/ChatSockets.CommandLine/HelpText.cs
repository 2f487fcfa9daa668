using System.CommandLine;
using System.Text;

namespace ChatSockets.CommandLine;

/// <summary>What <c>--help</c> and <c>--help-all</c> print.</summary>
internal static class HelpText
{
    private const int WidestTerm = 38;

    /// <summary>What a command is, and its first options; at 80 columns the program's fits on a screen of 24 lines.</summary>
    public static string Short(CommandNode node, int width) => node.IsRoot ? OfProgram(node, width) : OfCommand(node, width);

    /// <summary>Everything: all commands, all options.</summary>
    public static string Full(CommandNode root, int width)
    {
        ProgramManual manual = root.Manual;
        var text = new StringBuilder();
        TextColumns.Wrap(text, "", "", manual.Lead, width);
        text.AppendLine();
        TextColumns.Write(text, manual.Forms, width, WidestTerm);
        foreach (string paragraph in manual.Description)
        {
            text.AppendLine();
            TextColumns.Wrap(text, "", "", paragraph, width);
        }
        if (root.Arguments.Count > 0)
        {
            text.AppendLine().AppendLine("Arguments");
            TextColumns.Write(text, [.. root.Arguments.Select(Row)], width, WidestTerm);
        }
        foreach (OptionGroup group in OptionGroup.Of(root))
        {
            text.AppendLine().AppendLine(group.Title);
            ManualRow[] rows = [.. group.Options.Select(option => Row(root, option)), .. group.OnlyInFile.Select(Row)];
            TextColumns.Write(text, rows, width, WidestTerm);
        }
        string? star = root.All.Select(manual.NotesOf).FirstOrDefault(notes => notes is { IsStarred: true })?.StarText;
        if (star is not null) text.AppendLine().AppendLine($"* {star}");
        text.AppendLine().AppendLine("Commands");
        foreach (CommandNode command in root.WithDescendants().Where(command => !command.IsRoot && command.Children.Count == 0))
        {
            TextColumns.Write(text, [new ManualRow(command.Usage, command.Command.Description ?? "")], width, widest: 6);
            ManualRow[] rows = [.. Described(command.Arguments), .. command.Own.Select(option => Row(command, option))];
            foreach (ManualRow row in rows) TextColumns.Write(text, [new ManualRow($"      {row.Term}", row.Text)], width, WidestTerm);
        }
        text.AppendLine().AppendLine("Exit codes");
        TextColumns.Write(text, manual.ExitCodes, width, WidestTerm);
        return text.ToString();
    }

    private static string OfProgram(CommandNode root, int width)
    {
        ProgramManual manual = root.Manual;
        var text = new StringBuilder();
        TextColumns.Wrap(text, "", "", manual.Lead, width);
        text.AppendLine();
        TextColumns.Write(text, manual.Forms, width, WidestTerm);
        text.AppendLine();
        Option[] first = [.. manual.FirstOptions.Select(name => root.All.First(option => option.Name == name))];
        TextColumns.Write(text, [.. first.Select(option => new ManualRow(Syntax.Of(option), FirstSentence(option)))], width, WidestTerm);
        text.AppendLine();
        TextColumns.Wrap(text, "Commands: ", "  ", string.Join(", ", root.Children.Select(child => child.Command.Name)), width);
        TextColumns.Wrap(text, "", "", $"Everything: {manual.Name} --help-all. One of them: {manual.Name} COMMAND --help.", width);
        return text.ToString();
    }

    private static string OfCommand(CommandNode node, int width)
    {
        var text = new StringBuilder();
        TextColumns.Wrap(text, "", "", node.Command.Description ?? "", width);
        text.AppendLine();
        TextColumns.Wrap(text, "  ", "      ", node.Usage, width);
        Section(text, "Commands", [.. node.Children.Select(child => new ManualRow(
            string.Join(' ', child.Arguments.Select(Syntax.Of).Prepend(child.Command.Name)), child.Command.Description ?? ""))], width);
        Section(text, "Arguments", [.. Described(node.Arguments)], width);
        Section(text, "Options", [.. node.Own.Select(option => Row(node, option))], width);
        if (node.Common.Count == 0) return text.ToString();
        text.AppendLine();
        // A command that takes a few of them only does not take them all.
        string few = $"It also takes {string.Join(", ", node.Common.Select(option => option.Name))}: {node.Manual.Name} --help-all.";
        TextColumns.Wrap(text, "", "", node.Common.Count < 4 ? few : node.Manual.CommonAdvice, width);
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IReadOnlyList<ManualRow> rows, int width)
    {
        if (rows.Count == 0) return;
        text.AppendLine().AppendLine(title);
        TextColumns.Write(text, rows, width, WidestTerm);
    }

    private static ManualRow Row(CommandNode node, Option option)
    {
        OptionNotes? notes = node.Manual.NotesOf(option);
        string value = notes is { Default.Length: > 0 } ? $" [{notes.Default}]" : "";
        return new ManualRow(Syntax.Of(option) + (notes is { IsStarred: true } ? " *" : ""), option.Description + value);
    }

    private static ManualRow Row(FileSetting setting) => new($"{setting.Name} (only in the file)", setting.Description);

    private static ManualRow Row(Argument argument) => new(Syntax.Placeholder(argument), argument.Description ?? "");

    private static IEnumerable<ManualRow> Described(IEnumerable<Argument> arguments) =>
        arguments.Where(argument => !string.IsNullOrEmpty(argument.Description)).Select(Row);

    private static string FirstSentence(Option option)
    {
        string text = option.Description ?? "";
        int end = new[] { text.IndexOf(". ", StringComparison.Ordinal), text.IndexOf("; ", StringComparison.Ordinal) }
            .Where(position => position >= 0).DefaultIfEmpty(-1).Min();
        return end < 0 ? text : $"{text[..end]}.";
    }
}
