using System.Reflection;

namespace ChatSockets.Protocol.Tests;

public sealed class VerbsTests
{
    private delegate ReadOnlySpan<byte> Verb();

    [Fact]
    public void Every_verb_is_its_name_in_capitals()
    {
        PropertyInfo[] verbs = typeof(Verbs).GetProperties(BindingFlags.Public | BindingFlags.Static);
        verbs.Should().NotBeEmpty();
        foreach (PropertyInfo verb in verbs) Bytes.Text(verb.GetMethod!.CreateDelegate<Verb>()()).Should().Be(verb.Name.ToUpperInvariant());
    }
}
