using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Hooks;

/// <summary>
/// A running program of a hook: lines go in, lines come out, each by a thread of its own, so that a program that does not read or write
/// never holds the chat up. What comes is posted to the loop.
/// </summary>
internal sealed class HookProcess : IDisposable
{
    // A program that is that far behind misses what comes.
    private const int MostWaiting = 256;

    private static readonly TimeSpan FarewellDeadline = TimeSpan.FromMilliseconds(300);

    private readonly Process _process;
    private readonly BlockingCollection<byte[]> _waiting = new(MostWaiting);

    /// <param name="hook">What to run.</param>
    /// <param name="said">Told of each line, on another thread.</param>
    /// <param name="ended">Told of the exit code and the last line of standard error, on another thread.</param>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public HookProcess(HookSettings hook, Action<string> said, Action<int, string> ended)
    {
        _process = Process.Start(new ProcessStartInfo(hook.Program, hook.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Start("hook write", Write);
        Start("hook read", () => Read(said, ended));
    }

    /// <summary>Sends a line. Returns false if too many wait already.</summary>
    public bool Send(byte[] line) => _waiting.TryAdd(line);

    public void Dispose()
    {
        // The thread that writes closes the input, unless the program does not read: then its end frees that thread.
        _waiting.CompleteAdding();
        try
        {
            if (!_process.WaitForExit(FarewellDeadline)) _process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    private static void Start(string name, Action run) => new Thread(() => run()) { Name = name, IsBackground = true }.Start();

    private void Write()
    {
        try
        {
            using Stream input = _process.StandardInput.BaseStream;
            foreach (byte[] line in _waiting.GetConsumingEnumerable())
            {
                input.Write(line);
                input.Flush();
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It does not read: it has ended, or does not care.
        }
    }

    private void Read(Action<string> said, Action<int, string> ended)
    {
        string last = "";
        _process.ErrorDataReceived += (_, line) => last = string.IsNullOrWhiteSpace(line.Data) ? last : line.Data;
        _process.BeginErrorReadLine();
        try
        {
            while (_process.StandardOutput.ReadLine() is { } line) said(line);
        }
        catch (IOException)
        {
            // That is its end.
        }
        _process.WaitForExit();
        ended(_process.ExitCode, last);
    }
}
