using System.Text;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;

namespace ChatSockets.Client.Tests.Settings;

/// <summary>The text of a settings file, read without a file.</summary>
internal static class SettingsText
{
    public static ClientSettings Read(string text)
    {
        LoadedSettings loaded = Load(text);
        loaded.Errors.Should().BeEmpty();
        return loaded.Settings;
    }

    /// <summary>Returns the errors as <c>line:column: reason</c>.</summary>
    public static IEnumerable<string> Errors(string text) => Load(text).Errors.Select(error => error.ToString()["chat.json:".Length..]);

    public static LoadedSettings Load(string text) => SettingsFile.Parse("chat.json", Encoding.UTF8.GetBytes(text));
}
