using System.Reflection;
using ChatSockets.Core.Commands;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests;

/// <summary>
/// The table in <c>tests/README.md</c> says which tests hold which section of which specification. It is complete, and names nothing that
/// is not there.
/// </summary>
public sealed class ConformanceTableTests
{
    private const string Header = "| feature | document | section | test class |";
    private const BindingFlags Methods = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "tests-README.md"));

    private static readonly Row[] Table =
        [.. Lines.SkipWhile(line => line != Header).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(Row.Parse)];

    private static readonly string[] Features = [.. Table.SelectMany(row => row.Features)];

    [Fact]
    public void It_lists_every_section_that_a_test_names_and_no_other()
    {
        string[] held = [.. Held().Distinct().Order(StringComparer.Ordinal)];
        string[] listed = [.. Table.Select(row => row.Held).Order(StringComparer.Ordinal)];
        held.Except(listed).Should().BeEmpty("tests/README.md should list what tests hold");
        listed.Except(held).Should().BeEmpty("tests should hold what tests/README.md lists");
        listed.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void It_is_sorted() => Table.Select(row => row.ToString()).Should().NotBeEmpty().And.BeInAscendingOrder(StringComparer.Ordinal);

    [Fact]
    public void No_two_test_classes_have_one_name() =>
        TestClasses().Where(type => type.GetCustomAttributes<SpecificationAttribute>().Any()).Select(type => type.Name).Should()
            .OnlyHaveUniqueItems();

    [Fact]
    public void Every_command_is_in_it() => CommandTable.Rows.Select(row => row.Verb).Except(Features).Should().BeEmpty();

    [Fact]
    public void Every_capability_that_is_offered_is_in_it() =>
        CapabilityNames.All.Where(entry => Cap.Offered.HasFlag(entry.Capability)).Select(entry => entry.Name).Except(Features)
            .Should().BeEmpty();

    [Fact]
    public void Every_mode_and_status_is_in_it()
    {
        RoomModeTable.Kinds.Replace(",", "", StringComparison.Ordinal).Select(letter => $"room mode +{letter}").Except(Features)
            .Should().BeEmpty();
        UserModeRow.Letters.Select(letter => $"user mode +{letter}").Except(Features).Should().BeEmpty();
        MemberPrefix.Letters.Select(letter => $"status +{letter}").Except(Features).Should().BeEmpty();
    }

    [Fact]
    public async Task Every_isupport_token_is_in_it()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { NetworkIcon = "https://chat.example/icon.png" });
        TestClient alice = await chat.RegisterAsync("alice");
        string[] tokens =
        [
            .. (await alice.AskAsync("ISUPPORT"))
                .SelectMany(line => line[":chat.local 005 alice ".Length..^" :are supported by this server".Length].Split(' '))
                .Select(token => "ISUPPORT " + token.Split('=')[0]),
        ];
        tokens.Should().HaveCountGreaterThan(30);
        tokens.Except(Features).Should().BeEmpty();
    }

    private static IEnumerable<Type> TestClasses() =>
        typeof(ConformanceTableTests).Assembly.GetTypes().Where(type => type.Name.EndsWith("Tests", StringComparison.Ordinal));

    private static IEnumerable<string> Held() =>
        from type in TestClasses()
        from member in type.GetMethods(Methods).Append<MemberInfo>(type)
        from attribute in member.GetCustomAttributes<SpecificationAttribute>()
        select $"{attribute.Document} | {attribute.Section} | {type.Name}";

    private sealed record Row(string Feature, string Held)
    {
        public string[] Features => Feature.Split(", ");

        public static Row Parse(string line)
        {
            string[] cells = line.Trim('|', ' ').Split(" | ");
            cells.Should().HaveCount(4, "{0} should have four cells", line);
            return new Row(cells[0].Replace("`", "", StringComparison.Ordinal), string.Join(" | ", cells[1..]));
        }

        public override string ToString() => $"{Feature} | {Held}";
    }
}
