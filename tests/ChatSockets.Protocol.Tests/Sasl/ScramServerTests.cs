using ChatSockets.Protocol.Sasl;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests.Sasl;

public sealed class ScramServerTests
{
    private static readonly ScramExample Example = ScramExample.Sha256;

    [Fact]
    public void The_examples_of_RFC_7677_and_RFC_5802()
    {
        foreach (ScramExample example in ScramExample.All)
        {
            ScramServer server = example.NewServer();
            Step(server, example.ClientFirst).Should().Be((SaslStep.Continue, example.ServerFirst));
            server.UserName.Should().Be("user");
            server.AuthorizationName.Should().BeNull();
            Step(server, example.ClientFinal).Should().Be((SaslStep.Continue, example.ServerFinal));
            Step(server, "").Should().Be((SaslStep.Succeeded, ""));
            server.Error.Should().BeNull();
        }
    }

    [Theory]
    [InlineData("n,,n=user,r=abc", "user", null)]
    [InlineData("y,,n=user,r=abc", "user", null)]
    [InlineData("n,a=boss,n=user,r=abc", "user", "boss")]
    [InlineData("n,a=b=2Co=3Ds,n=u=3Ds=2Cer,r=abc", "u=s,er", "b,o=s")]
    [InlineData("n,,n=u\u00ADser,r=abc", "user", null)]
    [InlineData("n,,n=üser 🦜,r=!~", "üser 🦜", null)]
    [InlineData("n,,n=user,r=abc,x=may be ignored,Y==", "user", null)]
    public void A_first_message_is_read(string message, string userName, string? authorizationName)
    {
        string? asked = null;
        var server = new ScramServer(
            name =>
            {
                asked = name;
                return ScramKeys.Decoy(new byte[32], name);
            },
            "XYZ");
        (SaslStep step, string reply) = Step(server, message);
        step.Should().Be(SaslStep.Continue);
        reply.Should().StartWith("r=").And.Contain("XYZ,s=").And.EndWith(",i=60000");
        asked.Should().Be(userName);
        server.UserName.Should().Be(userName);
        server.AuthorizationName.Should().Be(authorizationName);
    }

    [Theory]
    [InlineData("", ScramError.OtherError)]
    [InlineData("n", ScramError.OtherError)]
    [InlineData("n,", ScramError.OtherError)]
    [InlineData("n,,", ScramError.OtherError)]
    [InlineData("x,,n=user,r=abc", ScramError.OtherError)]
    [InlineData("N,,n=user,r=abc", ScramError.OtherError)]
    [InlineData("n=user,r=abc", ScramError.OtherError)]
    [InlineData("n,n=user,r=abc", ScramError.OtherError)]
    [InlineData("n,boss,n=user,r=abc", ScramError.OtherError)]
    [InlineData("n,,r=abc,n=user", ScramError.OtherError)]
    [InlineData("n,,n=user", ScramError.OtherError)]
    [InlineData("n,,n=user,", ScramError.OtherError)]
    [InlineData("n,,n=user,r=", ScramError.OtherError)]
    [InlineData("n,,n=,r=abc", ScramError.OtherError)]
    [InlineData("n,,n=user,r=a c", ScramError.OtherError)]
    [InlineData("n,,n=user,r=aéc", ScramError.OtherError)]
    [InlineData("n,,n=user,r=abc,", ScramError.OtherError)]
    [InlineData("n,,n=user,r=abc,x=", ScramError.OtherError)]
    [InlineData("n,,n=user,r=abc,x", ScramError.OtherError)]
    [InlineData("n,,n=user,r=abc,1=x", ScramError.OtherError)]
    [InlineData("n,,n=user,r=abc,,x=y", ScramError.OtherError)]
    [InlineData("n,,n=user,r=abc,m=x", ScramError.OtherError)]
    [InlineData("n,,m=x,n=user,r=abc", ScramError.ExtensionsNotSupported)]
    [InlineData("p=tls-unique,,n=user,r=abc", ScramError.ChannelBindingNotSupported)]
    [InlineData("n,,n=us=er,r=abc", ScramError.InvalidUsernameEncoding)]
    [InlineData("n,,n=us=2cer,r=abc", ScramError.InvalidUsernameEncoding)]
    [InlineData("n,,n=user=2,r=abc", ScramError.InvalidUsernameEncoding)]
    [InlineData("n,,n=user=,r=abc", ScramError.InvalidUsernameEncoding)]
    [InlineData("n,,n=us\u0007er,r=abc", ScramError.InvalidUsernameEncoding)]
    [InlineData("n,,n=\u00AD,r=abc", ScramError.InvalidUsernameEncoding)]
    [InlineData("n,a=,n=user,r=abc", ScramError.InvalidUsernameEncoding)]
    [InlineData("n,a=b=s,n=user,r=abc", ScramError.InvalidUsernameEncoding)]
    [InlineData("n,,n=us\0er,r=abc", ScramError.InvalidEncoding)]
    [InlineData("n,,n=other,r=abc", ScramError.UnknownUser)]
    public void A_wrong_first_message_is_refused(string message, string error)
    {
        ScramServer server = Example.NewServer();
        Step(server, message).Should().Be((SaslStep.Failed, "e=" + error));
        server.Error.Should().Be(error);
        Step(server, Example.ClientFirst).Should().Be((SaslStep.Failed, "e=other-error"), "it is over");
    }

    [Fact]
    public void What_is_not_UTF_8_is_refused()
    {
        Example.NewServer().Step(Bytes.Raw("n,,n=us\u00FFer,r=abc"), out byte[] reply).Should().Be(SaslStep.Failed);
        Bytes.Text(reply).Should().Be("e=invalid-encoding");
    }

    [Fact]
    public void Names_and_messages_have_an_end()
    {
        Step(Server(), $"n,,n={new string('a', 255)},r=abc").Step.Should().Be(SaslStep.Continue);
        Step(Server(), $"n,,n={string.Concat(Enumerable.Repeat("=2C", 255))},r=abc").Step.Should().Be(SaslStep.Continue);
        Step(Server(), $"n,,n={new string('a', 256)},r=abc").Reply.Should().Be("e=invalid-username-encoding");
        Step(Server(), $"n,,n={new string('a', 1500)},r=abc").Reply.Should().Be("e=invalid-username-encoding");
        Step(Server(), $"n,,n=a,r={new string('a', 2048 - 9)}").Step.Should().Be(SaslStep.Continue);
        Step(Server(), $"n,,n=a,r={new string('a', 2049 - 9)}").Reply.Should().Be("e=other-error");

        static ScramServer Server() => new(name => ScramKeys.Decoy(new byte[32], name));
    }

    [Theory]
    [InlineData("c=biws", "c=eSws", ScramError.ChannelBindingsDontMatch)] // y,,
    [InlineData("c=biws", "c=bixhPWIs", ScramError.ChannelBindingsDontMatch)] // n,a=b,
    [InlineData("c=biws", "c=biw", ScramError.InvalidEncoding)]
    [InlineData("c=biws", "c=", ScramError.OtherError)]
    [InlineData("c=biws,", "", ScramError.OtherError)]
    [InlineData("hNlF$k0,", "hNlF$k0x,", ScramError.OtherError)]
    [InlineData("hNlF$k0,", "hNlF$k,", ScramError.OtherError)]
    [InlineData("%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,", ",", ScramError.OtherError)]
    [InlineData(",p=", ",m=x,p=", ScramError.OtherError)]
    [InlineData(",p=", ",,p=", ScramError.OtherError)]
    [InlineData(",p=", ",x=ignored,p=", ScramError.InvalidProof)] // it is signed
    [InlineData("ndVQ=", "ndVQ=,x=y", ScramError.OtherError)]
    [InlineData("ndVQ=", "ndVQ=,", ScramError.OtherError)]
    [InlineData("ndVQ=", "ndVR=", ScramError.InvalidEncoding)] // only padding differs
    [InlineData("ndVQ=", "ndVA=", ScramError.InvalidProof)]
    [InlineData("dHzbZapW", "Zapw", ScramError.InvalidEncoding)]
    [InlineData(",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "", ScramError.OtherError)]
    [InlineData("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "", ScramError.OtherError)]
    public void A_wrong_final_message_is_refused(string part, string instead, string error)
    {
        Example.ClientFinal.Should().Contain(part);
        ScramServer server = Example.NewServer();
        Step(server, Example.ClientFirst);
        Step(server, Example.ClientFinal.Replace(part, instead, StringComparison.Ordinal)).Should().Be((SaslStep.Failed, "e=" + error));
        server.Error.Should().Be(error);
        Step(server, Example.ClientFinal).Step.Should().Be(SaslStep.Failed, "there is one try");
    }

    [Fact]
    public void The_header_is_repeated_as_it_was()
    {
        // What a client without channel binding sends, and one that would have it if the server had.
        foreach ((string header, string final) in new[] { ("y,,", "c=eSws"), ("n,a=user,", "c=bixhPXVzZXIs") })
        {
            ScramServer server = Example.NewServer();
            Step(server, header + Example.ClientFirst[3..]);
            Step(server, Example.ClientFinal).Reply.Should().Be("e=channel-bindings-dont-match");

            server = Example.NewServer();
            Step(server, header + Example.ClientFirst[3..]);
            Step(server, Example.ClientFinal.Replace("c=biws", final, StringComparison.Ordinal)).Reply.Should()
                .Be("e=invalid-proof", "the proof is of other words");
        }
    }

    [Fact]
    public void Every_truncated_or_changed_final_message_is_refused()
    {
        foreach (byte[] message in ScramExample.Tampered(Example.ClientFinal))
        {
            ScramServer server = Example.NewServer();
            Step(server, Example.ClientFirst);
            server.Step(message, out byte[] reply).Should().Be(SaslStep.Failed, "of {0}", Bytes.Raw(message));
            Bytes.Text(reply).Should().StartWith("e=");
        }
    }

    [Fact]
    public void With_a_truncated_or_changed_first_message_no_exchange_succeeds()
    {
        foreach (byte[] message in ScramExample.Tampered(Example.ClientFirst))
        {
            ScramServer server = Example.NewServer();
            if (server.Step(message, out _) == SaslStep.Failed) continue;
            server.Step(Bytes.Utf8(Example.ClientFinal), out _).Should().Be(SaslStep.Failed, "of {0}", Bytes.Raw(message));
        }
    }

    [Fact]
    public void Success_comes_with_the_empty_message()
    {
        ScramServer server = Example.NewServer();
        Step(server, Example.ClientFirst);
        Step(server, Example.ClientFinal);
        Step(server, "x").Should().Be((SaslStep.Failed, "e=other-error"));

        Step(Example.NewServer(), "").Step.Should().Be(SaslStep.Failed);
        server = Example.NewServer();
        Step(server, Example.ClientFirst);
        Step(server, "").Step.Should().Be(SaslStep.Failed);
    }

    [Fact]
    public void After_success_it_is_over()
    {
        ScramServer server = Example.NewServer();
        Step(server, Example.ClientFirst);
        Step(server, Example.ClientFinal);
        Step(server, "").Step.Should().Be(SaslStep.Succeeded);
        Step(server, "").Step.Should().Be(SaslStep.Failed);
    }

    [Fact]
    public void Nobody_learns_from_a_decoy_that_there_is_no_account()
    {
        byte[] secret = new byte[32];
        ScramKeys bob = ScramKeys.Create("pencil")!;
        List<string> salts = [];
        foreach (string name in new[] { "bob", "nobody", "nobody" })
        {
            var server = new ScramServer(asked => asked == "bob" ? bob : ScramKeys.Decoy(secret, asked));
            ScramClient client = ScramClient.Create(name, "wrong")!;
            server.Step(client.First, out byte[] first).Should().Be(SaslStep.Continue);
            client.Step(first, out byte[] final).Should().Be(SaslStep.Continue);
            server.Step(final, out byte[] reply).Should().Be(SaslStep.Failed);
            Bytes.Text(reply).Should().Be("e=invalid-proof");
            salts.Add(Bytes.Text(first).Split(",s=")[1]);
        }
        salts[0].Length.Should().Be(salts[1].Length);
        salts[1].Should().NotBe(salts[0]).And.Be(salts[2]);
    }

    [Fact]
    public void Each_exchange_has_its_own_nonce()
    {
        string[] nonces =
        [
            .. Enumerable.Range(0, 20)
                .Select(_ => Step(new ScramServer(name => ScramKeys.Decoy(new byte[32], name)), "n,,n=user,r=abc").Reply.Split(',')[0]),
        ];
        nonces.Should().OnlyHaveUniqueItems().And.OnlyContain(nonce => nonce.StartsWith("r=abc") && nonce.Length == "r=abc".Length + 24);
    }

    [Fact]
    public void No_bytes_are_too_much() => Properties.ForAll(Properties.WireBytes, bytes =>
    {
        ScramServer server = Example.NewServer();
        server.Step(bytes, out _).Should().Be(SaslStep.Failed);
        server = Example.NewServer();
        server.Step([.. "n,,"u8, .. bytes], out _);
        server = Example.NewServer();
        Step(server, Example.ClientFirst);
        server.Step([.. "c=biws,"u8, .. bytes], out _).Should().Be(SaslStep.Failed);
    });

    private static (SaslStep Step, string Reply) Step(ScramServer server, string message)
    {
        SaslStep step = server.Step(Bytes.Utf8(message), out byte[] reply);
        return (step, Bytes.Text(reply));
    }
}
