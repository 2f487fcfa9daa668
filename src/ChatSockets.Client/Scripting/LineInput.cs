using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// Standard input as lines: a thread that reads only as many as the loop has asked for, so that a large file is sent as fast
/// as the server takes it and no faster.
/// </summary>
internal sealed class LineInput(Stream input, Action<AppEvent> post)
{
    /// <summary>A longer line is several: nothing that a peer sends us through a pipe may grow without an end.</summary>
    private const int LineLimit = 64 * 1024;

    private readonly object _gate = new();
    private int _wanted;

    public void Start() => new Thread(Read) { Name = "chat input", IsBackground = true }.Start();

    /// <summary>Asks for so many more lines.</summary>
    public void Want(int lines)
    {
        lock (_gate)
        {
            _wanted += lines;
            Monitor.Pulse(_gate);
        }
    }

    private void Read()
    {
        try
        {
            var line = new MemoryStream();
            byte[] buffer = new byte[4096];
            int count;
            while ((count = input.Read(buffer)) > 0)
            {
                foreach (byte each in buffer.AsSpan(0, count))
                {
                    if (each == (byte)'\n') Post(line);
                    else line.WriteByte(each);
                    if (line.Length == LineLimit) PostWhole(line);
                }
            }
            if (line.Length > 0) Post(line);
        }
        catch (Exception closed)
            when (closed is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException)
        {
            AwaitWanted();
            post(new InputFailed(closed.Message));
            return;
        }
        AwaitWanted();
        post(new InputEnded());
    }

    // A line that is too long is cut between characters; the bytes of the one that is not complete yet begin the next.
    private void PostWhole(MemoryStream line)
    {
        ReadOnlySpan<byte> bytes = line.GetBuffer().AsSpan(0, LineLimit);
        byte[] rest = bytes[(LineLimit - WireText.CutTail(bytes))..].ToArray();
        line.SetLength(LineLimit - rest.Length);
        Post(line);
        line.Write(rest);
    }

    private void Post(MemoryStream line)
    {
        ReadOnlySpan<byte> bytes = line.GetBuffer().AsSpan(0, (int)line.Length).TrimEnd((byte)'\r');
        string text = WireText.Decode(bytes).TrimStart('\uFEFF');
        line.SetLength(0);
        AwaitWanted();
        post(new InputLine(text));
    }

    private void AwaitWanted()
    {
        lock (_gate)
        {
            while (_wanted == 0) Monitor.Wait(_gate);
            _wanted--;
        }
    }
}
