using System.Text;
using ChatSockets.Server.Limits;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Configuration;

/// <summary>The settings in force as a configuration file, with a comment after each value that names its source.</summary>
internal static class ConfigurationView
{
    /// <param name="configuration">What was loaded.</param>
    /// <param name="systemLimit">The least of the system's limits: what of <c>max-connections</c> would be in force here.</param>
    public static string Text(LoadedConfiguration configuration, SystemLimit? systemLimit)
    {
        var limit = new ConnectionLimit(configuration.Options.Server.MaximumConnections, systemLimit);
        var text = new StringBuilder("{\n");
        foreach (IGrouping<SettingGroup, Setting> group in Settings.All.GroupBy(setting => setting.Group))
        {
            if (group.Key != default) text.Append('\n');
            foreach (Setting setting in group)
            {
                string value = setting.ToJson(configuration.Options, showSecrets: false).ToJsonString(ConfigurationSchema.Readable);
                string comma = setting == Settings.All[^1] ? "" : ",";
                string origin = configuration.Origins.GetValueOrDefault(setting.Name, "default").ReplaceLineEndings(" ");
                if (setting.Name == "max-connections" && limit.IsSystems) origin += $"; {limit.InForce} in force here, {limit.Reason}";
                text.Append($"  \"{setting.Name}\": {value.Replace("\n", "\n  ", StringComparison.Ordinal)}{comma} // {origin}\n");
            }
        }
        return text.Append('}').ToString();
    }
}
