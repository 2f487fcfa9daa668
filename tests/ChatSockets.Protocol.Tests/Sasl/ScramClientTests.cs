using ChatSockets.Protocol.Sasl;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests.Sasl;

public sealed class ScramClientTests
{
    private static readonly ScramExample Example = ScramExample.Sha256;

    [Fact]
    public void The_examples_of_RFC_7677_and_RFC_5802()
    {
        foreach (ScramExample example in ScramExample.All)
        {
            ScramClient client = example.NewClient();
            Bytes.Text(client.First).Should().Be(example.ClientFirst);
            Step(client, example.ServerFirst).Should().Be((SaslStep.Continue, example.ClientFinal));
            Step(client, example.ServerFinal).Should().Be((SaslStep.Succeeded, ""));
            client.Error.Should().BeNull();
            Step(client, example.ServerFinal).Step.Should().Be(SaslStep.Failed, "it is over");
        }
    }

    [Theory]
    [InlineData("user", "n,,n=user,r=")]
    [InlineData("u=s,er", "n,,n=u=3Ds=2Cer,r=")]
    [InlineData("u\u00ADser\u2168", "n,,n=userIX,r=")]
    public void The_name_is_prepared_and_escaped(string name, string first) =>
        Bytes.Text(ScramClient.Create(name, "pencil")!.First).Should().StartWith(first);

    [Theory]
    [InlineData("", "pencil")]
    [InlineData("\u00AD", "pencil")]
    [InlineData("us\0er", "pencil")]
    [InlineData("us\u0007er", "pencil")]
    [InlineData("user", "")]
    [InlineData("user", "\u00AD")]
    [InlineData("user", "pen\u0007cil")]
    public void There_is_no_client_for_what_may_not_be(string name, string password) =>
        ScramClient.Create(name, password).Should().BeNull();

    [Fact]
    public void There_is_no_client_for_what_is_too_long()
    {
        ScramClient.Create(new string('=', 255), new string('b', 255))!.First.Length.Should().BeLessThan(Scram.MaximumMessageBytes / 2);
        ScramClient.Create(new string('=', 256), "b").Should().BeNull();
        ScramClient.Create("a", new string('b', 1025)).Should().BeNull();
    }

    [Theory]
    [InlineData("r=rOpr", "r=rOpR", ScramError.OtherError)] // not our nonce
    [InlineData("%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0", "", ScramError.OtherError)] // nothing of the server's own
    [InlineData("hNlF$k0", "hNlF k0", ScramError.OtherError)]
    [InlineData("r=rOpr", "m=x,r=rOpr", ScramError.ExtensionsNotSupported)]
    [InlineData("r=rOpr", "x=y,r=rOpr", ScramError.OtherError)]
    [InlineData("W22Z", "W2Z", ScramError.InvalidEncoding)]
    [InlineData("s=W22ZaJ0SNY7soEsUEjb6gQ==", "s=", ScramError.OtherError)]
    [InlineData("s=W22ZaJ0SNY7soEsUEjb6gQ==,", "", ScramError.OtherError)]
    [InlineData("i=4096", "i=4095", ScramError.OtherError)]
    [InlineData("i=4096", "i=1", ScramError.OtherError)]
    [InlineData("i=4096", "i=0", ScramError.OtherError)]
    [InlineData("i=4096", "i=-4096", ScramError.OtherError)]
    [InlineData("i=4096", "i=+4096", ScramError.OtherError)]
    [InlineData("i=4096", "i=04096", ScramError.OtherError)]
    [InlineData("i=4096", "i=4096x", ScramError.OtherError)]
    [InlineData("i=4096", "i=", ScramError.OtherError)]
    [InlineData("i=4096", "i=10000001", ScramError.OtherError)] // no server keeps us busy for ever
    [InlineData("i=4096", "i=4294971392", ScramError.OtherError)]
    [InlineData(",i=4096", "", ScramError.OtherError)]
    [InlineData("i=4096", "i=4096,", ScramError.OtherError)]
    [InlineData("i=4096", "i=4096,m=x", ScramError.OtherError)]
    public void A_wrong_first_message_is_refused(string part, string instead, string error)
    {
        Example.ServerFirst.Should().Contain(part);
        ScramClient client = Example.NewClient();
        Step(client, Example.ServerFirst.Replace(part, instead, StringComparison.Ordinal)).Should().Be((SaslStep.Failed, ""));
        client.Error.Should().Be(error);
        Step(client, Example.ServerFirst).Step.Should().Be(SaslStep.Failed, "it is over");
    }

    [Fact]
    public void Extensions_that_may_be_ignored_are()
    {
        ScramClient client = Example.NewClient();
        Step(client, Example.ServerFirst + ",x=y=z,Z=!").Step.Should().Be(SaslStep.Continue);

        client = Example.NewClient();
        Step(client, Example.ServerFirst);
        Step(client, Example.ServerFinal + ",x=y").Step.Should().Be(SaslStep.Succeeded);
    }

    [Theory]
    [InlineData("e=invalid-proof", "invalid-proof")]
    [InlineData("e=unknown-user,x=y", "unknown-user")]
    [InlineData("e=no-resources", "no-resources")]
    [InlineData("e=what\u001B[31m else", "other-error")]
    [InlineData("e=Invalid-Proof", "other-error")]
    public void What_the_server_says_went_wrong_is_told_in_known_words(string message, string error)
    {
        ScramClient client = Example.NewClient();
        Step(client, message).Should().Be((SaslStep.Failed, ""));
        client.Error.Should().Be(error);

        client = Example.NewClient();
        Step(client, Example.ServerFirst);
        Step(client, message).Should().Be((SaslStep.Failed, ""));
        client.Error.Should().Be(error);
    }

    [Theory]
    [InlineData("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G8=", ScramError.InvalidProof)]
    [InlineData("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=", ScramError.InvalidEncoding)]
    [InlineData("v=6rri", ScramError.InvalidProof)]
    [InlineData("v=", ScramError.OtherError)]
    [InlineData("", ScramError.OtherError)]
    [InlineData("e=", ScramError.OtherError)]
    [InlineData("x=y", ScramError.OtherError)]
    public void A_server_that_does_not_know_the_password_is_found_out(string message, string error)
    {
        ScramClient client = Example.NewClient();
        Step(client, Example.ServerFirst);
        Step(client, message).Should().Be((SaslStep.Failed, ""));
        client.Error.Should().Be(error);
    }

    [Fact]
    public void The_proof_is_not_taken_before_the_first_message() =>
        Step(Example.NewClient(), Example.ServerFinal).Step.Should().Be(SaslStep.Failed);

    [Fact]
    public void Every_truncated_or_changed_final_message_is_refused()
    {
        foreach (byte[] message in ScramExample.Tampered(Example.ServerFinal))
        {
            ScramClient client = Example.NewClient();
            Step(client, Example.ServerFirst);
            client.Step(message, out byte[] reply).Should().Be(SaslStep.Failed, "of {0}", Bytes.Raw(message));
            reply.Should().BeEmpty();
        }
    }

    [Fact]
    public void With_a_truncated_or_changed_first_message_no_exchange_succeeds()
    {
        foreach (byte[] message in ScramExample.Tampered(Example.ServerFirst))
        {
            ScramClient client = Example.NewClient();
            if (client.Step(message, out byte[] final) == SaslStep.Failed) continue;
            ScramServer server = Example.NewServer();
            server.Step(client.First, out _);
            server.Step(final, out _).Should().Be(SaslStep.Failed, "of {0}", Bytes.Raw(message));
            client.Step(Bytes.Utf8(Example.ServerFinal), out _).Should().Be(SaslStep.Failed, "of {0}", Bytes.Raw(message));
        }
    }

    [Fact]
    public void No_bytes_are_too_much() => Properties.ForAll(Properties.WireBytes, bytes =>
    {
        Example.NewClient().Step(bytes, out _).Should().Be(SaslStep.Failed);
        Example.NewClient().Step([.. "r=rOprNGfwEbeRWgbNEkqO"u8, .. bytes], out _).Should().Be(SaslStep.Failed);
    });

    [Fact]
    public void A_message_has_an_end()
    {
        ScramClient client = Example.NewClient();
        Step(client, Example.ServerFirst + ",x=" + new string('y', 2048)).Step.Should().Be(SaslStep.Failed);
    }

    [Fact]
    public void Client_and_server_agree_on_any_name_and_password() => Properties.ForAll(
        Gen.Zip(Properties.LineText, Properties.LineText),
        pair =>
        {
            (string name, string password) = pair;
            if (ScramClient.Create(name, password) is not { } client) return;
            ScramKeys keys = ScramKeys.Create(password, ScramKeys.MinimumIterations)!;
            var server = new ScramServer(asked => asked == SaslPrep.Query(name) ? keys : null);
            server.Step(client.First, out byte[] first).Should().Be(SaslStep.Continue);
            client.Step(first, out byte[] final).Should().Be(SaslStep.Continue);
            server.Step(final, out byte[] proof).Should().Be(SaslStep.Continue);
            client.Step(proof, out byte[] nothing).Should().Be(SaslStep.Succeeded);
            server.Step(nothing, out _).Should().Be(SaslStep.Succeeded);
            server.UserName.Should().Be(SaslPrep.Query(name));

            // The same password once more, and another one.
            keys.IsPassword(password).Should().BeTrue();
            ScramClient stranger = ScramClient.Create(name, password + "x")!;
            server = new ScramServer(_ => keys);
            server.Step(stranger.First, out first);
            stranger.Step(first, out final);
            server.Step(final, out _).Should().Be(SaslStep.Failed);
            server.Error.Should().Be(ScramError.InvalidProof);
        },
        count: 60);

    private static (SaslStep Step, string Reply) Step(ScramClient client, string message)
    {
        SaslStep step = client.Step(Bytes.Utf8(message), out byte[] reply);
        return (step, Bytes.Text(reply));
    }
}
