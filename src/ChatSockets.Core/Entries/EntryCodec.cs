using System.Text;

namespace ChatSockets.Core.Entries;

/// <summary>
/// Writes entries as bytes, and reads them. Each begins with a letter that says what it is; a form that changes gets another letter, so
/// that what was written once can always be read.
/// </summary>
internal static class EntryCodec
{
    /// <summary>The bytes of these entries.</summary>
    public static byte[] Write(IEnumerable<Entry> entries)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true);
        foreach (Entry entry in entries) Write(writer, entry);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>The entries that these bytes are.</summary>
    /// <exception cref="InvalidDataException">They are none, or of a newer program.</exception>
    public static IReadOnlyList<Entry> Read(byte[] bytes)
    {
        var entries = new List<Entry>();
        var stream = new MemoryStream(bytes, writable: false);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        try
        {
            while (stream.Position < stream.Length) entries.Add(Read(reader));
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("An entry is cut off.", exception);
        }
        return entries;
    }

    private static void Write(BinaryWriter to, Entry entry)
    {
        switch (entry)
        {
            case NodeUp up:
                to.Write((byte)'U');
                to.Write(up.Settings);
                break;
            case NodeDown down:
                to.Write((byte)'D');
                to.Write(down.Node);
                to.Write(down.Reason);
                break;
            case Said said:
                to.Write((byte)'S');
                to.Write(said.Terminal);
                WriteAll(to, said.Lines, static (to, line) => WriteBytes(to, line));
                break;
            case Left left:
                to.Write((byte)'L');
                to.Write(left.Terminal);
                to.Write(left.Reason);
                to.Write(left.Unheard?.UtcTicks ?? 0);
                break;
            case LoggedIn login:
                to.Write((byte)'A');
                to.Write(login.Terminal);
                WriteProof(to, login.Proof);
                break;
            case OthersClosed closed:
                to.Write((byte)'C');
                to.Write(closed.Terminal);
                WriteBytes(to, closed.Account);
                to.Write(closed.Reason);
                break;
            case OperatorGranted granted:
                to.Write((byte)'O');
                to.Write(granted.Terminal);
                to.Write(granted.Operator);
                break;
            case HookSaid said:
                to.Write((byte)'H');
                to.Write(said.Hook);
                WriteBytes(to, said.Room);
                WriteBytes(to, said.Nickname);
                to.Write(said.Text);
                to.Write(said.Key);
                break;
            case AccountMade made:
                to.Write((byte)'M');
                WriteBytes(to, made.Name);
                to.Write(made.Keys);
                break;
            case KeysSet keys:
                to.Write((byte)'K');
                WriteProof(to, keys.Account);
                to.Write(keys.Keys);
                break;
            case CertificateSet certificate:
                to.Write((byte)'F');
                WriteProof(to, certificate.Account);
                to.Write(certificate.Fingerprint);
                to.Write(certificate.Most);
                break;
            case Entered entered:
                to.Write((byte)'E');
                WriteEntered(to, entered);
                break;
            default:
                throw new InvalidOperationException($"{entry.GetType().Name} has no form.");
        }
    }

    private static Entry Read(BinaryReader from) => (char)from.ReadByte() switch
    {
        'U' => new NodeUp(from.ReadString()),
        'D' => new NodeDown(from.ReadInt64(), from.ReadString()),
        'S' => new Said(from.ReadInt64(), ReadAll(from, static from => ReadBytes(from)!)),
        'L' => new Left(from.ReadInt64(), from.ReadString(), from.ReadInt64() is > 0 and long ticks ? Time(ticks) : null),
        'A' => new LoggedIn(from.ReadInt64(), ReadProof(from)!),
        'C' => new OthersClosed(from.ReadInt64(), ReadBytes(from)!, from.ReadString()),
        'O' => new OperatorGranted(from.ReadInt64(), from.ReadString()),
        'H' => new HookSaid(from.ReadInt64(), ReadBytes(from)!, ReadBytes(from)!, from.ReadString(), from.ReadString()),
        'M' => new AccountMade(ReadBytes(from)!, from.ReadString()),
        'K' => new KeysSet(ReadProof(from)!, from.ReadString()),
        'F' => new CertificateSet(ReadProof(from)!, from.ReadString(), from.ReadInt32()),
        'E' => ReadEntered(from),
        var letter => throw new InvalidDataException($"There is no entry '{letter}': a newer program has written it."),
    };

    private static void WriteEntered(BinaryWriter to, Entered entered)
    {
        to.Write(entered.Terminal);
        WriteBytes(to, entered.Nickname);
        WriteBytes(to, entered.Username);
        WriteBytes(to, entered.RealName);
        to.Write(entered.Address);
        WriteBytes(to, entered.Host);
        to.Write(entered.Began.UtcTicks);
        WriteProof(to, entered.Proof);
        to.Write(entered.Certificate ?? "");
        to.Write(entered.IsSecure);
        to.Write(entered.IsTyped);
        to.Write(entered.Capabilities);
        to.Write(entered.CapabilityVersion);
        WriteBytes(to, entered.Away);
        WriteAll(to, entered.Subscriptions, static (to, key) => to.Write(key));
        WriteAll(to, entered.Metadata, static (to, pair) =>
        {
            to.Write(pair.Key);
            WriteBytes(to, pair.Value);
        });
    }

    private static Entered ReadEntered(BinaryReader from) => new(from.ReadInt64(), ReadBytes(from)!)
    {
        Username = ReadBytes(from)!,
        RealName = ReadBytes(from)!,
        Address = from.ReadString(),
        Host = ReadBytes(from)!,
        Began = Time(from.ReadInt64()),
        Proof = ReadProof(from),
        Certificate = NullIfEmpty(from.ReadString()),
        IsSecure = from.ReadBoolean(),
        IsTyped = from.ReadBoolean(),
        Capabilities = from.ReadUInt64(),
        CapabilityVersion = from.ReadInt32(),
        Away = ReadBytes(from),
        Subscriptions = ReadAll(from, static from => from.ReadString()),
        Metadata = ReadAll(from, static from => KeyValuePair.Create(from.ReadString(), ReadBytes(from)!)),
    };

    private static void WriteProof(BinaryWriter to, ProofData? proof)
    {
        to.Write(proof is not null);
        if (proof is null) return;
        to.Write(proof.Id);
        WriteBytes(to, proof.Name);
        to.Write(proof.Keys);
        to.Write(proof.Created.UtcTicks);
        to.Write(proof.IsAlwaysOn);
        to.Write(proof.Certificate ?? "");
    }

    private static ProofData? ReadProof(BinaryReader from) => from.ReadBoolean()
        ? new ProofData(from.ReadInt64(), ReadBytes(from)!, from.ReadString(), Time(from.ReadInt64()), from.ReadBoolean(),
            NullIfEmpty(from.ReadString()))
        : null;

    // A length of -1 is none.
    private static void WriteBytes(BinaryWriter to, byte[]? bytes)
    {
        to.Write(bytes?.Length ?? -1);
        if (bytes is not null) to.Write(bytes);
    }

    private static byte[]? ReadBytes(BinaryReader from)
    {
        int length = from.ReadInt32();
        if (length < 0) return null;
        byte[] bytes = from.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new EndOfStreamException();
    }

    private static void WriteAll<T>(BinaryWriter to, IReadOnlyList<T> all, Action<BinaryWriter, T> write)
    {
        to.Write(all.Count);
        foreach (T one in all) write(to, one);
    }

    private static List<T> ReadAll<T>(BinaryReader from, Func<BinaryReader, T> read)
    {
        int count = from.ReadInt32();
        var all = new List<T>();
        for (int i = 0; i < count; i++) all.Add(read(from));
        return all;
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
