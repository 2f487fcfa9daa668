using System.Globalization;

namespace ChatSockets.Benchmarks.Reporting;

/// <summary>The one table of a run: a row a server, a column a metric, the notes, and how ours stands to the best peer.</summary>
internal static class ResultTable
{
    public static void Print(TextWriter output, string title, IReadOnlyList<Result> results, IReadOnlyList<Goal> goals)
    {
        output.WriteLine();
        output.WriteLine(title);
        output.WriteLine();
        List<string[]> rows = [["server", .. results[0].Metrics.Select(metric => metric.Name)]];
        rows.AddRange(results.Select(result => (string[])[result.Server, .. result.Metrics.Select(Cell)]));
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        for (int i = 0; i < rows.Count; i++)
        {
            IEnumerable<string> cells = rows[i]
                .Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
            if (i == 0) output.WriteLine(string.Join("  ", widths.Select(width => new string('-', width))));
        }

        foreach (Result result in results)
            foreach (string note in result.Notes)
                output.WriteLine($"{result.Server}: {note}");
        PrintGoals(output, results, goals);
    }

    private static void PrintGoals(TextWriter output, IReadOnlyList<Result> results, IReadOnlyList<Goal> goals)
    {
        Result[] ours = [.. results.Where(result => result.IsOurs)];
        Result[] peers = [.. results.Where(result => !result.IsOurs)];
        output.WriteLine();
        foreach (Result own in ours)
        {
            PrintSentences(output, $"{own.Server} / best peer",
                goals.Where(goal => !goal.IsAbsolute).Select(goal => goal.Judge(own, peers)));
            PrintSentences(output, own.Server, goals.Where(goal => goal.IsAbsolute).Select(goal => goal.Judge(own, peers)));
        }
        if (ours is [var inMemory, var onDisk])
            PrintSentences(output, $"{onDisk.Server} / {inMemory.Server}", goals.Select(goal => goal.JudgeDisk(onDisk, inMemory)));
    }

    private static void PrintSentences(TextWriter output, string subject, IEnumerable<string?> judgements)
    {
        string sentences = string.Join(", ", judgements.OfType<string>());
        if (sentences.Length > 0) output.WriteLine($"{subject}: {sentences}");
    }

    private static string Cell(Metric metric) =>
        double.IsNaN(metric.Value) ? "-" : metric.Value.ToString(metric.Format, CultureInfo.InvariantCulture);
}
