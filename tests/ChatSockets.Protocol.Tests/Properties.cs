using FsCheck;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests;

/// <summary>
/// Statements that hold for whatever a generator comes up with. A failure names the seed, with which
/// <see cref="Config.WithReplay"/> repeats it, and the smallest example that was found.
/// </summary>
internal static class Properties
{
    /// <summary>Bytes of every value, with those that mean something to the protocol more often than chance would have it.</summary>
    public static readonly Gen<byte> WireByte = Gen.Frequency(
        (3, Gen.Elements(" :@;=\\!\r\n\0*?#,+"u8.ToArray())),
        (3, Gen.Choose('A', 'z').Select(value => (byte)value)),
        (1, Gen.Choose(0, 255).Select(value => (byte)value)));

    /// <summary>The same without CR, LF and NUL: what a line can hold.</summary>
    public static readonly Gen<byte> LineByte = WireByte.Where(value => value is not (0 or (byte)'\r' or (byte)'\n'));

    public static readonly Gen<byte[]> WireBytes = Gen.ArrayOf(WireByte);

    public static readonly Gen<byte[]> LineBytes = Gen.ArrayOf(LineByte);

    /// <summary>Text from one to four bytes a character, none of them CR, LF or NUL.</summary>
    public static readonly Gen<string> LineText =
        Gen.ArrayOf(Gen.Elements("a", "Z", "7", " ", ":", ";", "\\", "=", "@", "é", "ß", "€", "語", "🦜", "𝄞")).Select(string.Concat);

    public static Gen<byte[]> BytesOf(Gen<byte> alphabet, int least, int most) =>
        Gen.Choose(least, most).SelectMany(length => Gen.ArrayOf(alphabet, length));

    /// <summary>Checks examples of any kind.</summary>
    public static void ForAll<T>(Gen<T> examples, Action<T> holds, int count = 300) => Check(examples.ToArbitrary(), holds, count);

    /// <summary>Checks bytes, and takes away from a failing example what does not matter to the failure.</summary>
    public static void ForAll(Gen<byte[]> examples, Action<byte[]> holds, int count = 300) =>
        Check(Arb.ToArbitrary(examples, Shorter), holds, count);

    private static void Check<T>(Arbitrary<T> examples, Action<T> holds, int count) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), Prop.ForAll(examples, holds));

    private static IEnumerable<byte[]> Shorter(byte[] bytes)
    {
        for (int cut = bytes.Length / 2; cut > 0; cut /= 2)
        {
            for (int start = 0; start + cut <= bytes.Length; start += cut) yield return [.. bytes[..start], .. bytes[(start + cut)..]];
        }
    }
}
