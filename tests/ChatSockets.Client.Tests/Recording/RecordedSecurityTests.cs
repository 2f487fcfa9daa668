using System.Text.Json;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Recording;

namespace ChatSockets.Client.Tests.Recording;

public sealed class RecordedSecurityTests
{
    private static readonly KeyFingerprint Key = KeyFingerprint.Parse(KeyFingerprint.Example)!;

    [Fact]
    public void What_is_written_is_read_again()
    {
        foreach (LinkSecurity each in new[]
        {
            LinkSecurity.None, new LinkSecurity(null, IsLocal: true),
            new LinkSecurity("TLS 1.3", IsLocal: false) { Key = Key, Trust = KeyTrust.Remembered, HasCertificate = true },
        })
        {
            RecordedSecurity.Read(Written(json => RecordedSecurity.Write(json, each))).Should().Be(each);
        }
        var refusal = new LinkRefusal(RefusalKind.UnknownKey, new ServerAddress("::1", 6697) { RequiresTls = true }, Key, MayAsk: true);
        RecordedSecurity.ReadRefusal(Written(json => RecordedSecurity.Write(json, refusal))).Should().BeEquivalentTo(refusal);
    }

    [Fact]
    public void An_older_recording_says_nothing()
    {
        RecordedSecurity.Read(Written(static _ => { })).Should().Be(new LinkSecurity(null, IsLocal: true));
        RecordedSecurity.ReadRefusal(Written(static _ => { })).Should().BeNull();
    }

    private static JsonElement Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return JsonSerializer.Deserialize<JsonElement>(stream.ToArray());
    }
}
