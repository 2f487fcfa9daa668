using System.Globalization;
using System.Text;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Screen;

/// <summary>
/// Tells of what is meant for the user while another window is in front: as a notification of the desktop where the terminal knows how (OSC
/// 9 and OSC 777), and with the bell; the window's title shows how much is unread.
/// </summary>
internal sealed class Notifier(ITerminal terminal, NotifyMode mode)
{
    private string _title = "";

    /// <summary>Do not disturb.</summary>
    public bool IsQuiet { get; set; }

    public void Notify(string title, string text, bool isFocused)
    {
        if (IsQuiet || mode == NotifyMode.None) return;
        string heading = OneLine(title), body = OneLine(text);
        string desktop = mode switch
        {
            NotifyMode.Bell => "",
            NotifyMode.Osc9 => $"\e]9;{heading}: {body}\e\\",
            NotifyMode.Osc777 => $"\e]777;notify;{heading};{body}\e\\",
            NotifyMode.Osc99 => $"\e]99;;{heading}: {body}\e\\",
            _ => $"\e]777;notify;{heading};{body}\e\\\e]9;{heading}: {body}\e\\",
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

    private static string OneLine(string text)
    {
        string clean = PlainText.Clean(text).Replace(';', ',');
        return clean.Length > 200 ? clean[..200] : clean;
    }
}
