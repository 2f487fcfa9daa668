using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Fuzz.Targets;

/// <summary>What a client says to log in: SCRAM's two messages, PLAIN, EXTERNAL, and the pieces of Base64 around them.</summary>
internal sealed class LoginsTarget : FuzzTarget
{
    private static readonly ScramKeys Keys = ScramKeys.Decoy(new byte[16], "alice");

    public override string Name => "logins";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        "n,,n=alice,r=fyko+d2lbbFgONRv9qkxdawL"u8.ToArray(), "n,a=bob,n=al=2Cice,r=abc"u8.ToArray(),
            "c=biws,r=abc,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="u8.ToArray(),
        "\0alice\0secret"u8.ToArray(), "bob\0alice\0secret"u8.ToArray(), "biwsbj1hbGljZSxyPWFiYw=="u8.ToArray(), "+"u8.ToArray(),
            "*"u8.ToArray(),
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
        [","u8.ToArray(), "="u8.ToArray(), "n="u8.ToArray(), "r="u8.ToArray(), "p="u8.ToArray(), "c=biws"u8.ToArray(), "y,,"u8.ToArray(),
            "p=tls-unique,,"u8.ToArray(), "=2C"u8.ToArray(), "=3D"u8.ToArray(), "\0"u8.ToArray(), "\u00AD"u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input, Random random)
    {
        var server = new ScramServer(static name => name == "alice" ? Keys : null);
        SaslStep step = server.Step(input, out byte[] reply);
        Require(reply.Length <= (2 * input.Length) + 200, "the answer is much longer than the question");
        if (step == SaslStep.Continue) _ = server.Step("c=biws,r=x,p=AAAA"u8, out _);
        _ = SaslPlain.TryParse(input, out _);
        var buffer = new AuthenticateBuffer();
        _ = buffer.Append(input, out _);
    }
}
