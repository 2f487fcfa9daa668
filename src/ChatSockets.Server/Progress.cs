using System.Globalization;

namespace ChatSockets.Server;

/// <summary>
/// How far a long command is, on standard error. A terminal shows a bar, which is gone at the end; anything else gets a line every ten
/// seconds, so that a command that is done before writes none. One thread.
/// </summary>
/// <param name="what">The command.</param>
/// <param name="output">Standard error; null for a quiet command.</param>
/// <param name="isTerminal">Whether that is a terminal.</param>
/// <param name="clock">The time.</param>
internal sealed class Progress(string what, TextWriter? output, bool isTerminal, TimeProvider clock) : IDisposable
{
    /// <summary>The time between two lines, and before the first.</summary>
    public static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>The time between two pictures of the bar, and before the first.</summary>
    public static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(200);

    private const int BarWidth = 30;

    // A line that is broken is not overwritten.
    private const int MostColumns = 78;

    private long _last = clock.GetTimestamp();
    private int _shown;

    /// <summary>Tells how far it is; written only from time to time, so it may be called often.</summary>
    /// <param name="done">So much of the total.</param>
    /// <param name="total">The total; 0 if that is not known.</param>
    /// <param name="detail">A word on it, for people.</param>
    public void Report(long done, long total, string detail)
    {
        if (output is null || clock.GetElapsedTime(_last) < (isTerminal ? BarInterval : LineInterval)) return;
        _last = clock.GetTimestamp();
        double part = total > 0 ? Math.Clamp((double)done / total, 0, 1) : 0;
        string percent = total > 0 ? string.Create(CultureInfo.InvariantCulture, $" {Math.Floor(part * 100)} %") : "";
        try
        {
            if (!isTerminal)
            {
                output.WriteLine($"chat-server: {what}:{percent}{(total > 0 ? "," : "")} {detail}");
                output.Flush();
                return;
            }
            string bar = total > 0 ? $" [{new string('=', (int)(part * BarWidth)).PadRight(BarWidth)}]" : "";
            Show($"{what}{bar}{percent} {detail}");
        }
        catch (IOException)
        {
            // Standard error is closed. The work is not worse for it.
        }
    }

    /// <summary>Removes the bar.</summary>
    public void Dispose()
    {
        if (_shown == 0) return;
        try
        {
            Show("");
            output!.Write('\r');
            output.Flush();
        }
        catch (IOException)
        {
            // As above.
        }
        _shown = 0;
    }

    private void Show(string text)
    {
        if (text.Length > MostColumns) text = text[..MostColumns];
        output!.Write("\r" + text.PadRight(_shown));
        output.Flush();
        _shown = text.Length;
    }
}
