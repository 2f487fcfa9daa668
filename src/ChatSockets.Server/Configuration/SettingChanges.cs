namespace ChatSockets.Server.Configuration;

/// <summary>What a reload makes of the options in force and of new ones.</summary>
/// <param name="Options">The new ones, in which the settings that need a start are as they were.</param>
/// <param name="Changed">The settings that were taken.</param>
/// <param name="NeedsRestart">The settings that wait for the next start.</param>
internal sealed record SettingChanges(ProgramOptions Options, IReadOnlyList<string> Changed, IReadOnlyList<string> NeedsRestart)
{
    public static SettingChanges Between(ProgramOptions now, ProgramOptions next)
    {
        ILookup<bool, Setting> different = Settings.All.Where(setting => !setting.IsSame(now, next))
            .ToLookup(setting => setting.NeedsStart);
        ProgramOptions merged = different[true].Aggregate(next, (options, setting) => setting.Copy(now, options));
        return new SettingChanges(merged, Names(different[false]), Names(different[true]));
    }

    private static string[] Names(IEnumerable<Setting> settings) => [.. settings.Select(setting => setting.Name)];
}
