namespace ChatSockets.Server.Configuration;

/// <summary>The effect of a reload on the options in force.</summary>
/// <param name="Options">The new options, with the old values of settings that need a restart.</param>
/// <param name="Changed">The settings that were changed.</param>
/// <param name="NeedsRestart">The settings that wait for a restart.</param>
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
