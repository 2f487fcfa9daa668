using System.CommandLine;
using System.Text;

namespace ChatSockets.CommandLine;

/// <summary>A program's man page, in the macros of man(7), which every reader of man pages knows.</summary>
internal sealed class ManPage
{
    private const int LongestLine = 78;

    private readonly StringBuilder _text = new();
    private readonly CommandNode _root;
    private readonly ProgramManual _manual;

    private ManPage(CommandNode root)
    {
        _root = root;
        _manual = root.Manual;
    }

    /// <summary>Returns the page; its lines end in LF.</summary>
    public static string Text(CommandNode root)
    {
        var page = new ManPage(root);
        page.Write();
        return page._text.ToString();
    }

    private void Write()
    {
        Line($".\\\" Made by '{_manual.Name} man' from the definition of the command line. Do not edit it.");
        Line($".TH {_manual.Name.ToUpperInvariant()} 1 \"\" ChatSockets \"User Commands\"");
        Line(".SH NAME");
        Line($"{Escape(_manual.Name)} \\- {Escape(_manual.Summary)}");
        Line(".SH SYNOPSIS");
        Synopsis(_root);
        foreach (CommandNode leaf in Leaves())
        {
            Line(".br");
            Synopsis(leaf);
        }
        Line(".SH DESCRIPTION");
        for (int i = 0; i < _manual.Description.Count; i++)
        {
            if (i > 0) Line(".PP");
            Paragraph(_manual.Description[i]);
        }
        Rows(_root.Arguments.Select(argument => (false, Syntax.Placeholder(argument), argument.Description ?? "")));
        Line(".SH OPTIONS");
        foreach (OptionGroup group in OptionGroup.Of(_root))
        {
            Line($".SS {Quote(group.Title)}");
            foreach (Option option in group.Options) Entry(option);
            Rows(group.OnlyInFile.Select(setting => (true, setting.Name, $"{Sentence(setting.Description)} Only in the file.")));
        }
        Line(".SH COMMANDS");
        foreach (CommandNode leaf in Leaves())
        {
            Line($".SS {Quote(leaf.Usage[(_manual.Name.Length + 1)..])}");
            Paragraph(leaf.Command.Description ?? "");
            Rows(leaf.Arguments.Where(argument => !string.IsNullOrEmpty(argument.Description))
                .Select(argument => (false, Syntax.Placeholder(argument), argument.Description!)));
            foreach (Option option in leaf.Own) Entry(option);
        }
        Section("ENVIRONMENT", _manual.Environment);
        Section("FILES", _manual.Files);
        Section("EXIT STATUS", _manual.ExitCodes);
        Line(".SH EXAMPLES");
        foreach (ManualRow example in _manual.Forms.Concat(_manual.Examples))
        {
            Line(".TP");
            Line($"\\f[B]{Escape(example.Term)}\\f[R]");
            Paragraph(Capital(example.Text));
        }
        Line(".SH SEE ALSO");
        Line(string.Join(",\n", _manual.SeeAlso.Select(page => $".BR {page.Replace("-", "\\-", StringComparison.Ordinal).Replace("(", " (",
            StringComparison.Ordinal)}")).Replace(",\n", " ,\n", StringComparison.Ordinal));
    }

    private IEnumerable<CommandNode> Leaves() => _root.WithDescendants().Where(node => !node.IsRoot && node.Children.Count == 0);

    private void Synopsis(CommandNode command) =>
        Line($"\\f[B]{Escape(command.FullName)}\\f[R]{Escape(command.Usage[command.FullName.Length..])}");

    private void Entry(Option option)
    {
        OptionNotes? notes = _manual.NotesOf(option);
        string placeholder = Syntax.Placeholder(option), names = Syntax.Of(option);
        if (placeholder.Length > 0) names = names[..^(placeholder.Length + 1)];
        Line(".TP");
        Line($"\\f[B]{Escape(names)}\\f[R]{(placeholder.Length > 0 ? $" \\f[I]{Escape(placeholder)}\\f[R]" : "")}");
        Paragraph(OptionText.Of(option, notes, ""));
    }

    private void Section(string title, IReadOnlyList<ManualRow> rows)
    {
        Line($".SH {title}");
        Rows(rows.Select(row => (true, row.Term, row.Text)));
    }

    private void Rows(IEnumerable<(bool IsBold, string Term, string Text)> rows)
    {
        foreach ((bool isBold, string term, string text) in rows)
        {
            Line(".TP");
            Line($"\\f[{(isBold ? 'B' : 'I')}]{Escape(term)}\\f[R]");
            Paragraph(text);
        }
    }

    // Short lines, which are easier to compare; the reader fills them anyway.
    private void Paragraph(string text)
    {
        var lines = new StringBuilder();
        TextColumns.Wrap(lines, "", "", Escape(text), LongestLine);
        foreach (string line in lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Line(line.StartsWith('.') ? $"\\&{line}" : line);
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    private static string Capital(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{Sentence(text)[1..]}";

    private void Line(string line) => _text.Append(line).Append('\n');

    private static string Quote(string text) => $"\"{Escape(text).Replace("\"", "\\(dq", StringComparison.Ordinal)}\"";

    // A hyphen that is typed must be one on the screen, too; a line must not begin as a request does.
    private static string Escape(string text)
    {
        string escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal)
            .Replace("~", "\\(ti", StringComparison.Ordinal).Replace("^", "\\(ha", StringComparison.Ordinal)
            .Replace("`", "\\(ga", StringComparison.Ordinal).Replace("'", "\\(aq", StringComparison.Ordinal);
        return escaped.StartsWith('.') ? $"\\&{escaped}" : escaped;
    }
}
