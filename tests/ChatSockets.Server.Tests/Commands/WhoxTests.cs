using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 WHOX", "Extended WHO command")]
[Specification("IRCv3 WHOX", "RPL_WHOSPCRPL (354) numeric reply")]
public sealed class WhoxTests
{
    [Theory]
    [InlineData("%tcuihsnfdlaor,42", "42 #room ~bob 127.0.0.1 shown.example chat.local bob G+ 0 90 bobby n/a :bob the tester")]
    [InlineData("%roaldfnshiuct,42", "42 #room ~bob 127.0.0.1 shown.example chat.local bob G+ 0 90 bobby n/a :bob the tester")]
    [InlineData("%cuhnar", "#room ~bob shown.example bob bobby :bob the tester")]
    [InlineData("%afnt,7", "7 bob G+ bobby")]
    [InlineData("%t,0", "0")]
    [InlineData("%c", "#room")]
    [InlineData("%u", "~bob")]
    [InlineData("%i", "127.0.0.1")]
    [InlineData("%h", "shown.example")]
    [InlineData("%s", "chat.local")]
    [InlineData("%n", "bob")]
    [InlineData("%f", "G+")]
    [InlineData("%d", "0")]
    [InlineData("%l", "90")]
    [InlineData("%a", "bobby")]
    [InlineData("%o", "n/a")]
    [InlineData("%r", ":bob the tester")]
    [InlineData("%nn", "bob")]
    [InlineData("%NxZ?n[{", "bob")]
    [InlineData("%tn,999", "999 bob")]
    [InlineData("%tn,1000", "0 bob")]
    [InlineData("%tn,4a", "0 bob")]
    [InlineData("%tn,", "0 bob")]
    [InlineData("%tn", "0 bob")]
    [InlineData("%n,42", "bob")]
    [InlineData("n%n,42", "bob")]
    [InlineData("zZ9%n", "bob")]
    public async Task The_fields_that_were_asked_for_come_in_their_order(string parameter, string fields)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await WithBobAsync(chat);
        chat.MakeOperator("alice");
        (await alice.AskAsync($"WHO bob {parameter}")).Should()
            .Equal($":chat.local 354 alice {fields}", ":chat.local 315 alice bob :End of WHO list");
    }

    [Fact]
    public async Task No_field_is_a_reply_without_any()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await WithBobAsync(chat);
        (await alice.AskAsync("WHO bob %")).Should().Equal(":chat.local 354 alice", ":chat.local 315 alice bob :End of WHO list");
    }

    [Fact]
    public async Task A_room_is_listed_member_by_member()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await WithBobAsync(chat);
        (await alice.AskAsync("WHO #room %afnt,42")).Should().Equal(
            ":chat.local 354 alice 42 alice H@ 0",
            ":chat.local 354 alice 42 bob G+ bobby",
            ":chat.local 315 alice #room :End of WHO list");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Whoever_shares_no_room_sees_none()
    {
        await using Chat chat = await Chat.StartAsync();
        await WithBobAsync(chat);
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("WHO bob %cnfa"))[0].Should().Be(":chat.local 354 carol * bob G bobby");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task The_address_is_told_to_oneself_to_operators_and_where_it_is_no_secret()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await WithBobAsync(chat);
        TestClient carol = await chat.RegisterAsync("carol");
        chat.User("carol").Host = Wire.Utf8("carol.example");
        (await alice.AskAsync("WHO bob %ih"))[0].Should().Be(":chat.local 354 alice 255.255.255.255 shown.example");
        (await carol.AskAsync("WHO alice %ih", "WHO carol %ih"))
            .Where(line => line.Contains(" 354 ", StringComparison.Ordinal)).Should().Equal(
            ":chat.local 354 carol 127.0.0.1 127.0.0.1", ":chat.local 354 carol 127.0.0.1 carol.example");
        chat.MakeOperator("alice");
        (await alice.AskAsync("WHO bob %ih"))[0].Should().Be(":chat.local 354 alice 127.0.0.1 shown.example");
    }

    [Fact]
    public async Task With_o_before_the_percent_sign_only_operators_are_listed()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await WithBobAsync(chat);
        chat.MakeOperator("bob");
        (await alice.AskAsync("WHO #room o%nf", "WHO alice o%nf")).Should().Equal(
            ":chat.local 354 alice bob G*+", ":chat.local 315 alice #room :End of WHO list",
                ":chat.local 315 alice alice :End of WHO list");
    }

    [Theory]
    [InlineData("WHO bobby a", true)]
    [InlineData("WHO bob* a%n", true)]
    [InlineData("WHO bob a", false)]
    [InlineData("WHO out A", true)]
    [InlineData("WHO shown.* h", true)]
    [InlineData("WHO 127.0.0.1 h", false)]
    [InlineData("WHO bob n", true)]
    [InlineData("WHO ~bob n", false)]
    [InlineData("WHO ~bob u", true)]
    [InlineData("WHO ~bob nu", true)]
    [InlineData("WHO bob?the?tester r", true)]
    [InlineData("WHO *.local s", true)]
    [InlineData("WHO *.example s", false)]
    [InlineData("WHO 127.0.0.1 i", false)]
    public async Task Letters_before_the_percent_sign_say_what_the_mask_is_compared_with(string line, bool isFound)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await WithBobAsync(chat);
        (await alice.AskAsync(line)).Any(reply => reply.Contains(" bob", StringComparison.Ordinal)
            && !reply.Contains(" 315 ", StringComparison.Ordinal))
            .Should().Be(isFound);
    }

    [Fact]
    public async Task Operators_may_compare_addresses()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await WithBobAsync(chat);
        chat.MakeOperator("alice");
        (await alice.AskAsync("WHO 127.* i%n")).Should().Contain(":chat.local 354 alice bob");
    }

    // Alice, and Bob who is in the same room with a voice, away, logged in, with another host than his address, and silent for 90 seconds.
    private static async Task<TestClient> WithBobAsync(Chat chat)
    {
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        chat.User("bob").Account = Wire.Utf8("bobby");
        chat.User("bob").Host = Wire.Utf8("shown.example");
        await bob.AskAsync("AWAY :Out");
        await alice.AskAsync("MODE #room +v bob");
        chat.Clock.Advance(TimeSpan.FromSeconds(90));
        return alice;
    }
}
