using System.CommandLine;

namespace ChatSockets.CommandLine;

/// <summary>Options of the program under one heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Options">The options, in their order.</param>
/// <param name="OnlyInFile">The settings that belong to them and are no options.</param>
internal sealed record OptionGroup(string Title, IReadOnlyList<Option> Options, IReadOnlyList<FileSetting> OnlyInFile)
{
    /// <summary>The groups of the program's options, in the order of their first members.</summary>
    public static IEnumerable<OptionGroup> Of(CommandNode root)
    {
        ProgramManual manual = root.Manual;
        yield return new OptionGroup("Help and version", root.Help, []);
        IEnumerable<IGrouping<string, Option>> groups = root.Own.Concat(root.Common).GroupBy(option =>
            manual.NotesOf(option)?.Group ?? (root.Own.Contains(option) ? "Options" : manual.CommonTitle));
        foreach (IGrouping<string, Option> group in groups)
            yield return new OptionGroup(group.Key, [.. group], [.. manual.OnlyInFile.Where(setting => setting.Group == group.Key)]);
    }
}
