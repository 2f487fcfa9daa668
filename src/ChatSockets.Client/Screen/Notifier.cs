using System.Globalization;
using System.Text;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Screen;

/// <summary>
/// Tells of what is meant for the user while another window is in front: as a notification of the desktop where the terminal knows how (OSC
/// 9, 99 or 777), and with the bell; the window's title shows how much is unread.
/// </summary>
/// <param name="terminal">The terminal.</param>
/// <param name="mode">How.</param>
/// <param name="clock">The clock.</param>
internal sealed class Notifier(ITerminal terminal, NotifyMode mode, TimeProvider clock)
{
    // Whoever mentions us a thousand times a second rings once.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // What their documentation says that they show; every other terminal gets the bell.
    private static readonly (string Program, NotifyMode Mode)[] Known =
    [
        ("kitty", NotifyMode.Osc99), ("ghostty", NotifyMode.Osc9), ("wezterm", NotifyMode.Osc9), ("iterm.app", NotifyMode.Osc9),
        ("foot", NotifyMode.Osc777), ("rxvt", NotifyMode.Osc777), ("contour", NotifyMode.Osc777),
    ];

    /// <summary>How this terminal is told, where the settings leave it open.</summary>
    public static NotifyMode Resolve(NotifyMode mode, Func<string, string?> variable)
    {
        if (mode != NotifyMode.Auto) return mode;
        // Within tmux and screen it is theirs to answer, and they take only the bell.
        if (!string.IsNullOrEmpty(variable("TMUX")) || !string.IsNullOrEmpty(variable("STY"))) return NotifyMode.Bell;
        string names = $"{variable("TERM_PROGRAM")} {variable("TERM")}".ToLowerInvariant();
        foreach ((string program, NotifyMode known) in Known)
        {
            if (names.Contains(program, StringComparison.Ordinal)) return known;
        }
        return NotifyMode.Bell;
    }

    private string _title = "";
    private long? _notified;

    /// <summary>Do not disturb.</summary>
    public bool IsQuiet { get; set; }

    public void Notify(string title, string text, bool isFocused)
    {
        if (IsQuiet || mode == NotifyMode.None || (_notified is { } last && clock.GetElapsedTime(last) < Pause)) return;
        _notified = clock.GetTimestamp();
        string heading = OneLine(title), body = OneLine(text);
        string desktop = mode switch
        {
            NotifyMode.Osc9 => $"\e]9;{heading}: {body}\e\\",
            NotifyMode.Osc777 => $"\e]777;notify;{heading};{body}\e\\",
            NotifyMode.Osc99 => $"\e]99;;{heading}: {body}\e\\",
            _ => "",
        };
        terminal.Write(Encoding.UTF8.GetBytes(isFocused ? "\a" : desktop + "\a"));
    }

    public void ShowUnread(int unread, string conversation)
    {
        string title = (unread > 0 ? $"({unread.ToString(CultureInfo.InvariantCulture)}) " : "") + $"{OneLine(conversation)} - ChatSockets";
        if (title == _title) return;
        _title = title;
        terminal.Write(Encoding.UTF8.GetBytes($"\e]2;{title}\e\\"));
    }

    private static string OneLine(string text) => VisibleCluster.OfText(PlainText.Clean(text), most: 200).Replace(';', ',');
}
