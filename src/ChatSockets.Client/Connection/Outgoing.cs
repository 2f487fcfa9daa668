using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>Writes the client's lines. The loop's thread calls it; a line goes to the sink whole, with its CR LF.</summary>
internal sealed class Outgoing(Action<byte[]> sink)
{
    /// <summary>A command whose last parameter may hold spaces. Line ends inside a parameter become spaces: one call is one line.</summary>
    public void Send(ReadOnlySpan<byte> verb, params ReadOnlySpan<string> parameters) => SendLabeled(null, verb, parameters);

    /// <summary>Sends a command, with a label (IRCv3 labeled-response) if there is one.</summary>
    public void SendLabeled(string? label, ReadOnlySpan<byte> verb, params ReadOnlySpan<string> parameters) =>
        SendTagged(label is null ? "" : $"label={label}", verb, parameters);

    /// <summary>Sends a command with tags, as they stand on the wire (IRCv3 message-tags); empty for none.</summary>
    public void SendTagged(string tags, ReadOnlySpan<byte> verb, params ReadOnlySpan<string> parameters)
    {
        Span<byte> line = stackalloc byte[WireLimits.Line];
        var writer = new MessageWriter(line);
        writer.Verb(verb);
        for (int i = 0; i < parameters.Length; i++)
        {
            string value = OneLine(parameters[i]);
            bool last = i == parameters.Length - 1;
            if (last && (value.Length == 0 || value[0] == ':' || value.Contains(' ', StringComparison.Ordinal))) writer.Trailing(value);
            else writer.Parameter(value);
        }
        ReadOnlySpan<byte> written = line[..writer.End()];
        sink(tags.Length == 0 ? written.ToArray() : [(byte)'@', .. Encoding.UTF8.GetBytes(tags), (byte)' ', .. written]);
    }

    /// <summary>A line as the user wrote it, cut where the wire would cut it.</summary>
    public void SendRaw(string text)
    {
        Span<byte> line = stackalloc byte[WireLimits.Line];
        var writer = new MessageWriter(line);
        writer.Verb(Utf8Text.Clip(Encoding.UTF8.GetBytes(OneLine(text)), WireLimits.Line - 2));
        sink(line[..writer.End()].ToArray());
    }

    private static string OneLine(string text) =>
        text.AsSpan().ContainsAny('\r', '\n', '\0') ? text.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' ') : text;
}
