using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.LineMode;

public sealed class TypedDialectTests
{
    [Fact]
    public async Task After_a_name_one_is_in_the_lobby()
    {
        await using Chat chat = await Chat.StartAsync();
        var typed = new TypedClient(await chat.ConnectAsync());
        (await typed.AskAsync("alice")).Should().Equal(
            "Type and press Enter to talk. /help lists the commands, /quit leaves.",
            "12:01 -- alice has joined #lobby",
            "12:01 -- In #lobby: @alice");
    }

    [Fact]
    public async Task What_is_typed_is_said_to_the_lobby_and_not_echoed()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#lobby");
        TypedClient bob = await chat.TypeAsync("bob");
        await alice.SyncAsync();
        (await bob.AskAsync("Hello there", "", "  ", "//slash", ":-)")).Should().BeEmpty();
        (await alice.SyncAsync()).Should().Equal(
            $":{Source("bob")} PRIVMSG #lobby :Hello there", $":{Source("bob")} PRIVMSG #lobby :/slash",
                $":{Source("bob")} PRIVMSG #lobby ::-)");
    }

    [Fact]
    public async Task What_others_say_and_do_can_be_read()
    {
        await using Chat chat = await Chat.StartAsync();
        TypedClient bob = await chat.TypeAsync("bob");
        TestClient alice = await chat.JoinAsync("alice", "#lobby");
        await alice.AskAsync("PRIVMSG #lobby :Hello", "PRIVMSG bob :Psst", "NICK eve", "PART #lobby :Bye");
        (await bob.SyncAsync()).Should().Equal(
            "12:01 -- alice has joined #lobby", "12:01 <alice> Hello", "12:01 *alice* Psst", "12:01 -- alice is now called eve",
            "12:01 -- eve has left #lobby (Bye)");
    }

    [Fact]
    public async Task Two_people_who_type_hear_each_other()
    {
        await using Chat chat = await Chat.StartAsync();
        TypedClient alice = await chat.TypeAsync("alice");
        TypedClient bob = await chat.TypeAsync("bob");
        await alice.SyncAsync();
        await bob.AskAsync("Hello");
        (await alice.SyncAsync()).Should().Equal("12:01 <bob> Hello");
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("1st")]
    [InlineData("zoë")]
    [InlineData("#room")]
    [InlineData("a23456789012345678901234567890123")]
    public async Task What_cannot_be_a_name_is_explained_and_asked_again(string name)
    {
        await using Chat chat = await Chat.StartAsync();
        var typed = new TypedClient(await chat.ConnectAsync());
        (await typed.AskAsync(name)).Should().ContainSingle().Which
            .Should().StartWith("That cannot be a name here: ").And.EndWith("What is your name?");
        (await typed.AskAsync("alice"))[0].Should().StartWith("Type and press Enter to talk.");
    }

    [Fact]
    public async Task A_taken_name_is_told_and_another_will_do()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        var typed = new TypedClient(await chat.ConnectAsync());
        (await typed.AskAsync("Alice")).Should().Equal("12:01 !! Alice: Nickname is already in use", "Please choose another name.");
        (await typed.AskAsync("alice2"))[0].Should().StartWith("Type and press Enter to talk.");
    }

    [Fact]
    public async Task After_five_names_that_cannot_be_had_it_is_enough()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync("no good", "alice", "no good", "alice", "no good", "alice2");
        (await client.ReadToEndAsync())[^1].Should().Be("12:01 -- Goodbye. Too many names that could not be taken");
    }

    [Fact]
    public async Task Commands_need_a_name_first_but_for_help_quit_and_nick()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync("/who", "/help", "/nick alice", "/quit");
        IReadOnlyList<string> lines = await client.ReadToEndAsync();
        lines[0].Should().Be("First: what is your name?");
        lines.Should()
            .Contain("12:01 -- alice has joined #lobby").And.Contain(line => line.StartsWith("  /msg ", StringComparison.Ordinal));
        lines[^1].Should().Be("12:01 -- Goodbye.");
    }

    [Fact]
    public async Task Help_names_every_command_and_where_one_talks()
    {
        await using Chat chat = await Chat.StartAsync();
        TypedClient alice = await chat.TypeAsync("alice");
        IReadOnlyList<string> lines = await alice.AskAsync("/HELP");
        lines[0].Should().Be("What you type goes to #lobby. The commands:");
        foreach (string command in new[] { "nick", "join", "part", "msg", "me", "topic", "who", "quit" })
            lines.Should().Contain(line => line.Contains("/" + command, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nick_changes_ones_name()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("carol");
        TypedClient alice = await chat.TypeAsync("alice");
        (await alice.AskAsync("/nick eve", "/nick carol", "/nick 1")).Should().Equal(
            "12:01 -- alice is now called eve", "12:01 !! carol: Nickname is already in use", "12:01 !! 1: Erroneous nickname");
    }

    [Theory]
    [InlineData("/join #tea")]
    [InlineData("/join tea")]
    [InlineData("/JOIN   tea")]
    public async Task Join_enters_a_room_and_what_is_typed_goes_there(string command)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient carol = await chat.JoinAsync("carol", "#tea");
        TypedClient alice = await chat.TypeAsync("alice");
        (await alice.AskAsync(command, "Hello")).Should().Equal("12:01 -- alice has joined #tea", "12:01 -- In #tea: @carol alice");
        (await carol.SyncAsync()).Should().Equal($":{Source("alice")} JOIN #tea", $":{Source("alice")} PRIVMSG #tea :Hello");
    }

    [Fact]
    public async Task A_room_that_one_does_not_get_into_changes_nothing_and_a_key_opens_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient carol = await chat.JoinAsync("carol", "#tea");
        await carol.AskAsync("MODE #tea +k secret");
        TypedClient alice = await chat.TypeAsync("alice");
        (await alice.AskAsync("/join tea", "/topic"))
            .Should().Equal("12:01 !! #tea: Cannot join channel (+k)", "12:01 -- #lobby has no topic");
        (await alice.AskAsync("/join tea secret"))[0].Should().Be("12:01 -- alice has joined #tea");
    }

    [Fact]
    public async Task Part_leaves_the_room_with_a_reason_or_without()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient carol = await chat.JoinAsync("carol", "#lobby");
        TypedClient alice = await chat.TypeAsync("alice");
        await carol.SyncAsync();
        (await alice.AskAsync("/part Tea time", "Anybody?")).Should().Equal(
            "12:01 -- alice has left #lobby (Tea time)", "12:01 !! #lobby: Cannot send to channel: join it first (+n)");
        (await carol.SyncAsync()).Should().Equal($":{Source("alice")} PART #lobby :Tea time");
    }

    [Fact]
    public async Task Msg_goes_to_one_person()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        TypedClient alice = await chat.TypeAsync("alice");
        (await alice.AskAsync("/msg carol  Hello you", "/msg nobody Hello", "/msg carol")).Should().Equal(
            "12:01 !! nobody: No such nickname", "What shall be said? /msg <name> <text>");
        (await carol.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG carol :Hello you");
    }

    [Fact]
    public async Task Me_is_an_action()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient carol = await chat.JoinAsync("carol", "#lobby");
        TypedClient alice = await chat.TypeAsync("alice");
        await carol.SyncAsync();
        (await alice.AskAsync("/me waves")).Should().BeEmpty();
        (await carol.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #lobby :\u0001ACTION waves\u0001");
    }

    [Fact]
    public async Task Topic_shows_or_sets_what_the_room_is_about()
    {
        await using Chat chat = await Chat.StartAsync();
        TypedClient alice = await chat.TypeAsync("alice");
        (await alice.AskAsync("/topic", "/topic Tea at five", "/topic")).Should().Equal(
            "12:01 -- #lobby has no topic", "12:01 -- alice has set the topic of #lobby: Tea at five",
                "12:01 -- The topic of #lobby: Tea at five");
    }

    [Fact]
    public async Task Who_lists_this_room_or_another()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.JoinAsync("carol", "#tea");
        TypedClient alice = await chat.TypeAsync("alice");
        (await alice.AskAsync("/who", "/who #tea")).Should().Equal("12:01 -- In #lobby: @alice", "12:01 -- In #tea: @carol");
    }

    [Fact]
    public async Task Quit_leaves_with_a_reason()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient carol = await chat.JoinAsync("carol", "#lobby");
        TypedClient alice = await chat.TypeAsync("alice");
        await carol.SyncAsync();
        await alice.Client.SendAsync("/quit Tea time");
        (await alice.Client.ReadToEndAsync()).Should().Equal("12:01 -- Goodbye. Quit: Tea time");
        (await carol.SyncAsync()).Should().Equal($":{Source("alice")} QUIT :Quit: Tea time");
    }

    [Theory]
    [InlineData("/dance", "dance")]
    [InlineData("/join", "join")]
    [InlineData("/nick", "nick")]
    [InlineData("/me", "me")]
    public async Task What_is_no_command_is_told(string line, string command)
    {
        await using Chat chat = await Chat.StartAsync();
        TypedClient alice = await chat.TypeAsync("alice");
        (await alice.AskAsync(line)).Should().Equal($"/{command} cannot be done like that. /help tells what can.");
    }

    [Theory]
    [InlineData("caf\u00E9", "That line was not UTF-8 and was not sent. Please set your terminal to UTF-8.")]
    [InlineData("a\u0000b", "That line held control characters and was not sent.")]
    public async Task A_line_that_is_no_text_is_told_and_not_sent(string raw, string answer)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient carol = await chat.JoinAsync("carol", "#lobby");
        TypedClient alice = await chat.TypeAsync("alice");
        await carol.SyncAsync();
        await alice.Client.SendBytesAsync(Raw(raw + "\r\n"));
        (await alice.SyncAsync()).Should().Equal(answer);
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_told_and_not_sent()
    {
        await using Chat chat = await Chat.StartAsync();
        TypedClient alice = await chat.TypeAsync("alice");
        (await alice.AskAsync(new string('x', 511))).Should().Equal("That line was too long and was not sent. Please say it in two.");
    }

    [Fact]
    public async Task Telnets_negotiation_is_no_part_of_what_is_said()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient carol = await chat.JoinAsync("carol", "#lobby");
        TypedClient alice = await chat.TypeAsync("alice");
        await carol.SyncAsync();
        await alice.Client.SendByteByByteAsync(Raw("Hel\u00FF\u00FB\u001Flo\r\0you\r\n"));
        await alice.SyncAsync();
        (await carol.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #lobby :Hello", $":{Source("alice")} PRIVMSG #lobby :you");
    }

    [Fact]
    public async Task The_lobby_may_have_another_name()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Lobby = "#hall" });
        var typed = new TypedClient(await chat.ConnectAsync());
        (await typed.AskAsync("alice")).Should().Contain("12:01 -- alice has joined #hall");
    }

    [Fact]
    public async Task The_message_of_the_day_is_shown()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MessageOfTheDay = ["Be kind."] });
        var typed = new TypedClient(await chat.ConnectAsync());
        (await typed.AskAsync("alice"))[0].Should().Be("12:01 - Be kind.");
    }

    [Theory]
    [InlineData("sesame")]
    [InlineData("/open it")]
    public async Task A_server_with_a_password_asks_for_it(string password)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Password = password });
        TestClient person = await chat.ConnectAsync();
        await person.SendAsync("bob");
        (await person.NextAsync()).Should().Be("This server has a password. What is it?");
        await person.SendAsync(password);
        (await person.NextAsync()).Should().Be("Type and press Enter to talk. /help lists the commands, /quit leaves.");
        (await person.NextAsync()).Should().EndWith(" -- bob has joined #lobby");
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_ends_it_and_the_name_is_free_again()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Password = "sesame" });
        TestClient person = await chat.ConnectAsync();
        await person.SendAsync("bob", "open");
        (await person.ReadToEndAsync()).Skip(1).Select(line => line[6..]).Should()
            .Equal("!! Password incorrect", "-- Goodbye. Password incorrect");
        TestClient bob = await chat.ConnectAsync();
        await bob.SendAsync("PASS sesame", "NICK bob", "USER bob 0 * :Bob");
        await bob.ExpectAsync("* 001 bob *");
    }

    [Fact]
    public async Task Whoever_does_not_know_the_password_may_quit()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Password = "sesame" });
        TestClient person = await chat.ConnectAsync();
        await person.SendAsync("bob", "/quit");
        (await person.ReadToEndAsync()).Skip(1).Select(line => line[6..]).Should().Equal("-- Goodbye.");
    }
}
