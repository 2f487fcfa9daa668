namespace ChatSockets.EndToEnd.Tests.Documents;

/// <summary>The files of the repository that this test was built in, without what builds and tools put there.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = [".git", ".vs", ".idea", "bin", "obj", "TestResults", "BenchmarkDotNet.Artifacts"];

    private static readonly string Root = FindRoot();

    /// <summary>Every file, from the root on, with slashes and in its own case, which counts on GitHub.</summary>
    public static IReadOnlySet<string> Files { get; } =
        FilesIn(Root).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every folder that has a file.</summary>
    public static IReadOnlySet<string> Folders { get; } =
        Files.SelectMany(Parents).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every page in Markdown.</summary>
    public static IReadOnlyDictionary<string, MarkdownPage> Pages { get; } =
        Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ToDictionary(file => file, file => new MarkdownPage(File.ReadAllText(Path.Combine(Root, file))));

    /// <summary>The lines of a file.</summary>
    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(child => !Skipped.Contains(Path.GetFileName(child))).SelectMany(FilesIn));

    private static IEnumerable<string> Parents(string file)
    {
        for (int end = file.LastIndexOf('/'); end > 0; end = file.LastIndexOf('/', end - 1)) yield return file[..end];
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ChatSockets.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException("These tests read the repository that they were built in, and do not run outside of it.");
    }
}
