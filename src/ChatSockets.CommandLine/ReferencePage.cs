using System.CommandLine;
using System.Text;

namespace ChatSockets.CommandLine;

/// <summary>A program's reference in Markdown: every command, option, default, variable and exit code.</summary>
internal sealed class ReferencePage
{
    private readonly StringBuilder _text = new();
    private readonly CommandNode _root;
    private readonly ProgramManual _manual;

    private ReferencePage(CommandNode root)
    {
        _root = root;
        _manual = root.Manual;
    }

    /// <summary>Returns the page; its lines end in LF.</summary>
    public static string Text(CommandNode root)
    {
        var page = new ReferencePage(root);
        page.Write();
        return page._text.ToString();
    }

    private void Write()
    {
        Line($"# {_manual.Name}");
        Paragraph($"{_manual.Lead} This page is made by `{_manual.Name} man --markdown` from the definition of the command line.");
        Line("");
        int width = _manual.Forms.Concat(_manual.Examples).Max(form => form.Term.Length);
        foreach (ManualRow form in _manual.Forms.Concat(_manual.Examples)) Line($"    {form.Term.PadRight(width)}   # {form.Text}");
        foreach (string paragraph in _manual.Description) Paragraph(Escape(paragraph));
        CommandNode[] leaves = [.. _root.WithDescendants().Where(node => !node.IsRoot && node.Children.Count == 0)];
        Heading("Commands");
        Table("command", "what it does", leaves.Prepend(_root).Select(leaf => (Code(leaf.Usage), leaf.IsRoot ? _manual.Lead
            : leaf.Command.Description ?? "")));
        foreach (CommandNode command in leaves.Prepend(_root))
        {
            (string, string)[] rows =
            [
                .. command.Arguments.Where(argument => !string.IsNullOrEmpty(argument.Description))
                    .Select(argument => (Code(Syntax.Placeholder(argument)), argument.Description!)),
                .. command.IsRoot ? [] : command.Own.Select(Row),
            ];
            if (rows.Length == 0) continue;
            Line("");
            Line($"### {command.FullName}");
            Table("argument or option", "what it means", rows);
        }
        Heading("Options");
        foreach (OptionGroup group in OptionGroup.Of(_root))
        {
            Line("");
            Line($"### {group.Title}");
            IEnumerable<(string, string)> inFile =
                group.OnlyInFile.Select(setting => (Code(setting.Name), $"{setting.Description} Only in the file."));
            Table("option", "what it means", group.Options.Select(Row).Concat(inFile));
        }
        Heading("Environment");
        Table("variable", "what it means", _manual.Environment.Select(Row));
        Heading("Files");
        Table("file", "what is in it", _manual.Files.Select(Row));
        Heading("Exit codes");
        Table("code", "what it means", _manual.ExitCodes.Select(Row));
    }

    private (string, string) Row(Option option) => (Code(Syntax.Of(option)), OptionText.Of(option, _manual.NotesOf(option), "`"));

    private static (string, string) Row(ManualRow row) => (Code(row.Term), row.Text);

    private void Heading(string title)
    {
        Line("");
        Line($"## {title}");
    }

    private void Paragraph(string text)
    {
        Line("");
        Line(text);
    }

    private void Table(string left, string right, IEnumerable<(string Left, string Right)> rows)
    {
        Line("");
        Line($"| {left} | {right} |");
        Line("|---|---|");
        foreach ((string first, string second) in rows) Line($"| {first} | {Escape(second)} |");
    }

    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    // Outside of code a star or an underscore would change the letters behind it, and a bar would end the cell.
    private static string Escape(string text)
    {
        string[] parts = text.Split('`');
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = parts[i].Replace("|", "\\|", StringComparison.Ordinal);
            if (i % 2 > 0) continue;
            parts[i] = parts[i].Replace("*", "\\*", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace("_", "\\_", StringComparison.Ordinal);
        }
        return string.Join('`', parts);
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
