using System.Runtime.InteropServices;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// The keyboard: a thread that waits for keys, and the signal that the window has another size. Restores the terminal at the end.
/// </summary>
internal sealed class TerminalInput(Action<ConsoleKeyInfo> onKey, Action<string> onPaste, Action onResize) : IDisposable
{
    private PosixSignalRegistration? _resize;

    public void Start()
    {
        Console.TreatControlCAsInput = true;
        // Windows has no such signal; there the width is looked up at each drawing.
        if (!OperatingSystem.IsWindows()) _resize = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => onResize());
        new Thread(Read) { Name = "chat keys", IsBackground = true }.Start();
    }

    public void Dispose()
    {
        _resize?.Dispose();
        try
        {
            Console.TreatControlCAsInput = false;
        }
        catch (IOException)
        {
            // The terminal is gone: its window was closed.
        }
    }

    private void Read()
    {
        try
        {
            var marks = new PasteMarks(onKey, onPaste);
            while (true)
            {
                marks.Press(Console.ReadKey(intercept: true));
                // A mark comes in one piece: what is only the beginning of one by then was typed.
                if (!Console.KeyAvailable) marks.Pause();
            }
        }
        catch (Exception gone) when (gone is InvalidOperationException or IOException)
        {
            // The terminal is gone; SIGHUP says the same to the loop.
        }
    }
}
