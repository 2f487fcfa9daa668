using System.Buffers;
using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.CommandLine;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// The output of a pipe or script: one line of text or one JSON object per event. In text mode errors go to standard error.
/// </summary>
internal sealed class ScriptOutput(ClientApp app, StandardOutputStream output, TextWriter errors)
{
    private readonly ArrayBufferWriter<byte> _pending = new();

    /// <summary>Whether something has to be written yet.</summary>
    public bool IsPending => _pending.WrittenCount > 0;

    /// <summary>Writes an event.</summary>
    public void Write(SessionEvent happened)
    {
        if (app.Options.Json)
        {
            if (JsonLine.Write(happened, _pending)) _pending.Write("\n"u8);
            return;
        }
        switch (happened)
        {
            case Greeted or Registered or Ponged or Acknowledged:
                break;
            case RegistrationRefused or ServerClosing or NickRefused:
                // These are the last words on standard error, or said there already.
                break;
            case JoinRefused when !app.IsReady && app.Session is { Rooms: { AnyAsked: false, Joined.Count: 0 } }:
                // No room is left: that is the last word, too.
                break;
            case Refused or JoinRefused when app.Lines.From(app.Network, happened) is { } error:
                WriteError(error.Text);
                break;
            default:
                if (app.Lines.From(app.Network, happened) is { } line) Write(line);
                break;
        }
    }

    /// <summary>Writes an event as an object, or as a row of a table: its columns with tabs between them.</summary>
    public void WriteRow(SessionEvent happened, params ReadOnlySpan<string> columns)
    {
        if (app.Options.Json)
        {
            Write(happened);
            return;
        }
        var row = new List<string>();
        foreach (string column in columns) row.Add(PlainText.Clean(column));
        WriteLine(string.Join('\t', row));
    }

    /// <summary>Writes the client's own words.</summary>
    public void Tell(ChatLine line)
    {
        if (line.Kind == ChatLineKind.Error) WriteError(line.Text);
        else if (app.Options.Json) Write(new Informed(line.LocalTime.ToUniversalTime(), "", line.Text));
        else Write(line);
    }

    /// <summary>Says that a line of standard input was not carried out, and why.</summary>
    public void Reject(string reason, string input)
    {
        if (!app.Options.Json)
        {
            WriteError(reason);
            return;
        }
        JsonLine.WriteRejected(app.Clock.GetUtcNow(), reason, input, _pending);
        _pending.Write("\n"u8);
    }

    /// <summary>Writes what the server has answered to a message that the input has given a reference; only with --json.</summary>
    public void WriteReceipt(string reference, Receipt receipt)
    {
        JsonLine.WriteReceipt(app.Clock.GetUtcNow(), reference, receipt, _pending);
        _pending.Write("\n"u8);
    }

    public void WriteError(string text) => errors.WriteLine($"chat-client: {PlainText.Clean(text)}");

    /// <summary>Says that a nickname was refused, where the user chose it.</summary>
    public void WarnOfNick(SessionEvent happened)
    {
        if (happened is not NickRefused nick || !app.Options.NickIsExplicit) return;
        WriteError($"the nickname {nick.Nick} was refused ({nick.Reason}); trying {nick.Next}");
    }

    /// <summary>
    /// Writes everything so far. Returns false if it cannot be written; the failure is null if only the reader has gone, having seen enough
    /// (<c>| head -1</c>).
    /// </summary>
    public bool Flush(out string? failure)
    {
        failure = null;
        if (_pending.WrittenCount == 0) return true;
        try
        {
            output.Write(_pending.WrittenSpan);
            output.Flush();
            return true;
        }
        catch (StandardOutputException gone)
        {
            if (!gone.IsReaderGone) failure = gone.Message;
            return false;
        }
        finally
        {
            _pending.ResetWrittenCount();
        }
    }

    private void Write(ChatLine line) => WriteLine(line.ToString());

    private void WriteLine(string line)
    {
        _pending.Write(Encoding.UTF8.GetBytes(line));
        _pending.Write("\n"u8);
    }
}
