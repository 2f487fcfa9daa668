using System.Text.RegularExpressions;

namespace ChatSockets.EndToEnd.Tests.Documents;

/// <summary>
/// Every link of every page leads somewhere, and so does every path in the map. What is outside the repository is not visited.
/// </summary>
public sealed partial class LinkTests
{
    // Where a path in the map may begin.
    private static readonly string[] Roots =
    [
        "", "src/", "src/ChatSockets.", "src/ChatSockets.Server/", "src/ChatSockets.Core/", "src/ChatSockets.Client/",
        "src/ChatSockets.Protocol/",
    ];

    public static TheoryData<string> Pages => [.. Repository.Pages.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_a_folder_or_a_heading(string page) =>
        Repository.Pages[page].Links.Select(link => (link, Problem: Problem(page, link))).Where(link => link.Problem is not null)
            .Should().BeEmpty("{0} is read on GitHub, too", page);

    [Theory]
    [InlineData("src/README.md")]
    [InlineData(".github/CONTRIBUTING.md")]
    public void Every_path_in_the_map_is_one_of_the_code(string page) =>
        Repository.Pages[page].Spans.Where(span => CodePath().IsMatch(span))
            .Where(span => !Roots.Any(root => IsThere(root + span.TrimEnd('/')))).Should().BeEmpty("{0} names them", page);

    [Fact]
    public void A_section_of_the_manual_that_a_test_names_is_in_it()
    {
        const string Mark = "| ChatSockets | Manual, ";
        string[] named =
        [
            .. Repository.Lines("tests/README.md").Where(line => line.Contains(Mark, StringComparison.Ordinal))
                .Select(line => line.Split(Mark)[1].Split(" | ")[0]).Distinct(),
        ];
        string[] headings = [.. Repository.Lines("src/ChatSockets.Server/README.md").Select(line => line.TrimStart('#', ' '))];
        named.Should().NotBeEmpty();
        named.Except(headings).Should().BeEmpty();
    }

    // A folder, a file, a class in its file, or a member of that.
    private static bool IsThere(string path) =>
        Repository.Folders.Contains(path) || Repository.Files.Contains(path) || Repository.Files.Contains(path + ".cs")
        || Repository.Files.Contains(Path.ChangeExtension(path, ".cs"));

    private static string? Problem(string page, string link)
    {
        if (Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && address.Scheme != Uri.UriSchemeFile)
            return address.Scheme == Uri.UriSchemeHttps && address.Host.Contains('.', StringComparison.Ordinal) ? null : "not https";
        string[] parts = Uri.UnescapeDataString(link).Split('#');
        if (parts.Length > 2) return "two anchors";
        string? target = parts[0].Length == 0 ? page : Resolve(page, parts[0]);
        if (target is null) return "outside the repository";
        if (!Repository.Files.Contains(target) && !Repository.Folders.Contains(target)) return "there is no such file";
        if (parts.Length == 1) return null;
        return Repository.Pages.TryGetValue(target, out MarkdownPage? other) && other.Anchors.Contains(parts[1]) ? null : "no such heading";
    }

    // From the folder of the page; null above the root.
    private static string? Resolve(string page, string link)
    {
        List<string> steps = [.. page.Split('/')[..^1]];
        foreach (string step in link.TrimEnd('/').Split('/'))
        {
            if (step == ".") continue;
            if (step != "..") steps.Add(step);
            else if (steps.Count == 0) return null;
            else steps.RemoveAt(steps.Count - 1);
        }
        return string.Join('/', steps);
    }

    [GeneratedRegex("^[A-Za-z.]+/[A-Za-z0-9_./-]*$")]
    private static partial Regex CodePath();
}
