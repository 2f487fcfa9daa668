using System.Text;

namespace ChatSockets.CommandLine;

/// <summary>Terms on the left, their explanations on the right, both within a width.</summary>
internal static class TextColumns
{
    private const string Indent = "  ";

    /// <summary>Writes the rows.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="rows">The rows; an empty explanation is none.</param>
    /// <param name="width">The columns of the screen.</param>
    /// <param name="widest">The most columns for the terms; a longer one stands on its own line.</param>
    public static void Write(StringBuilder text, IReadOnlyList<ManualRow> rows, int width, int widest)
    {
        int left = rows.Select(row => row.Term.Length).Where(length => length <= widest).DefaultIfEmpty(widest).Max() + Indent.Length;
        foreach (ManualRow row in rows)
        {
            string first = Indent + row.Term;
            string rest = new(' ', left + Indent.Length);
            if (row.Term.Length + Indent.Length > left)
            {
                text.AppendLine(first);
                first = rest;
            }
            Wrap(text, first.PadRight(rest.Length), rest, row.Text, width);
        }
    }

    /// <summary>Writes a paragraph.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="first">What begins its first line.</param>
    /// <param name="rest">What begins the others.</param>
    /// <param name="words">The paragraph.</param>
    /// <param name="width">The columns of the screen; a word that is longer stands in one line all the same.</param>
    public static void Wrap(StringBuilder text, string first, string rest, string words, int width)
    {
        var line = new StringBuilder(first);
        bool isEmpty = true;
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                text.AppendLine(line.ToString());
                line.Clear().Append(rest);
                isEmpty = true;
            }
            if (!isEmpty) line.Append(' ');
            line.Append(word);
            isEmpty = false;
        }
        text.AppendLine(line.ToString().TrimEnd());
    }
}
