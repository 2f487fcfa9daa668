using System.Text;
using System.Text.Json;
using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Core;

/// <summary>
/// The outbox of a network on disk, so that a message outlives the program: a file to which a line of JSON is appended for each message
/// that is added, sent for the first time, and done with. Only its owner can read it. A second program on the same network has a file of
/// its own.
/// </summary>
internal sealed class OutboxFile : IDisposable
{
    private const int MostFiles = 16;

    private readonly FileStream _file;

    private OutboxFile(FileStream file) => _file = file;

    /// <summary>
    /// Opens the file of a network in a folder, with what it has. Null if it cannot be used: then nothing outlives the program.
    /// </summary>
    public static OutboxFile? Open(string folder, string network, out List<OutboxEntry> entries)
    {
        entries = [];
        string name = string.Concat(network.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_'));
        for (int i = 0; i < MostFiles; i++)
        {
            try
            {
                FileStream file = OpenAlone(Path.Combine(folder, i == 0 ? $"{name}.outbox" : $"{name}-{i}.outbox"));
                entries = Read(file);
                var outbox = new OutboxFile(file);
                if (entries.Count == 0) file.SetLength(0);
                return outbox;
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                // Another program has it.
            }
            catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
        return null;
    }

    public void Added(OutboxEntry entry) => Append(json =>
    {
        json.WriteString("add"u8, entry.Token);
        json.WriteString("target"u8, entry.Target);
        json.WriteString("text"u8, entry.Text);
        json.WriteNumber("kind"u8, (int)entry.Kind);
        if (entry.ReplyTo is not null) json.WriteString("reply"u8, entry.ReplyTo);
        json.WriteString("time"u8, WireTime.Format(entry.Time));
    });

    public void Sent(OutboxEntry entry) => Append(json => json.WriteString("sent"u8, entry.Token));

    public void Done(OutboxEntry entry) => Append(json => json.WriteString("done"u8, entry.Token));

    /// <summary>Nothing is left in the outbox.</summary>
    public void Clear()
    {
        try
        {
            _file.SetLength(0);
        }
        catch (IOException)
        {
            // What is done with is marked so.
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream OpenAlone(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static List<OutboxEntry> Read(FileStream file)
    {
        var entries = new List<OutboxEntry>();
        using var reader = new StreamReader(file, new UTF8Encoding(false), leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(line);
                Apply(json.RootElement, entries);
            }
            catch (Exception damaged) when (damaged is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                // The last line of a program that was killed while it wrote.
            }
        }
        return entries;
    }

    private static void Apply(JsonElement json, List<OutboxEntry> entries)
    {
        if (json.TryGetProperty("done"u8, out JsonElement done))
        {
            entries.RemoveAll(each => each.Token == done.GetString());
        }
        else if (json.TryGetProperty("sent"u8, out JsonElement sent))
        {
            if (entries.Find(each => each.Token == sent.GetString()) is { } entry) entry.State = OutboxState.Uncertain;
        }
        else if (json.TryGetProperty("add"u8, out JsonElement token))
        {
            entries.Add(new OutboxEntry(token.GetString()!, json.GetProperty("target"u8).GetString()!,
                json.GetProperty("text"u8).GetString()!,
                (SpeechKind)json.GetProperty("kind"u8).GetInt32(),
                    json.TryGetProperty("reply"u8, out JsonElement reply) ? reply.GetString() : null,
                WireTime.Parse(json.GetProperty("time"u8).GetString()!) ?? default));
        }
    }

    private void Append(Action<Utf8JsonWriter> write)
    {
        try
        {
            _file.Seek(0, SeekOrigin.End);
            using (var json = new Utf8JsonWriter(_file))
            {
                json.WriteStartObject();
                write(json);
                json.WriteEndObject();
            }
            _file.WriteByte((byte)'\n');
            _file.Flush();
        }
        catch (IOException)
        {
            // The disk is full: the message lives as long as the program.
        }
    }
}
