using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Tests.Connection;

public sealed class ClientSessionTests
{
    [Fact]
    public void The_greeting_s_end_is_the_registration()
    {
        var test = new SessionUnderTest();

        List<SessionEvent> events = test.Receive(":s 001 alice_ :Welcome", ":s 251 alice_ :There are 3 users",
            ":s 376 alice_ :End of MOTD");

        events.Should().HaveCount(2);
        events[0].Should().BeOfType<Greeted>().Which.Text.Should().Be("Welcome");
        events[1].Should().BeOfType<Registered>().Which.Nick.Should().Be("alice_");
        test.Session.IsRegistered.Should().BeTrue();
    }

    [Fact]
    public void A_nickname_in_use_is_tried_again_with_an_underscore()
    {
        var test = new SessionUnderTest();

        List<SessionEvent> events = test.Receive(":s 433 * alice :Nickname is already in use");

        events.Should().ContainSingle().Which.Should().BeOfType<NickRefused>().Which.Next.Should().Be("alice_");
        test.Sent.Should().EndWith("NICK alice_");
    }

    [Theory]
    [InlineData(":s 464 alice :Password incorrect")]
    [InlineData(":s 465 alice :You are banned from this server")]
    public void A_wrong_password_and_a_ban_refuse_the_registration(string line) =>
        new SessionUnderTest().Receive(line).Should().ContainSingle().Which.Should().BeOfType<RegistrationRefused>();

    [Fact]
    public void A_ping_is_answered()
    {
        var test = SessionUnderTest.InLobby();
        test.Receive("PING :are you there").Should().BeEmpty();
        test.Sent.Should().Equal("PONG :are you there");
    }

    [Fact]
    public void A_message_carries_the_server_s_time_and_id()
    {
        var test = SessionUnderTest.InLobby();

        SessionEvent heard = test.Receive("@time=2026-01-02T12:08:09.123Z;msgid=abc :bob!b@h PRIVMSG #lobby :hello")
            .Should().ContainSingle().Subject;

        heard.Should().Be(new ChatMessage(new DateTimeOffset(2026, 1, 2, 12, 8, 9, 123, TimeSpan.Zero), SpeechKind.Message, "#lobby", "bob",
            "hello", Self: false, "abc")
        { Source = "bob!b@h" });
    }

    [Fact]
    public void What_comes_in_a_history_batch_is_played_back_and_changes_nothing()
    {
        var test = SessionUnderTest.InLobby("batch");
        List<SessionEvent> events = test.Receive(
            ":s BATCH +1 chathistory #lobby", "@batch=1 :bob!b@h PRIVMSG #lobby :old", "@batch=1 :alice!a@h PRIVMSG #lobby :mine",
                "@batch=1 :alice!a@h PART #lobby",
            ":s BATCH -1", "@batch=1 :bob!b@h PRIVMSG #lobby :new");
        events.OfType<ChatMessage>().Select(said => (said.Text, said.Replayed, said.Self))
            .Should().Equal(("old", true, false), ("mine", true, true), ("new", false, false));
        events.OfType<PastEvent>().Should().ContainSingle().Which.Verb.Should().Be("PART");
        events.Should().HaveCount(4);
        test.Session.Rooms.Joined.Should().ContainKey("#lobby");
    }

    [Theory]
    [InlineData("2020-03-04T05:06:07.000Z", true)]
    [InlineData("2026-01-02T11:59:58.000Z", true)]
    [InlineData("2026-01-02T12:00:01.000Z", false)]
    public void Without_batches_a_time_before_the_connection_s_first_is_played_back(string time, bool replayed)
    {
        var test = SessionUnderTest.InLobby("server-time");
        test.Receive("@time=2026-01-02T12:00:00.000Z :bob!b@h JOIN #lobby");
        Only<ChatMessage>(test, $"@time={time} :bob!b@h PRIVMSG #lobby :hi").Replayed.Should().Be(replayed);
    }

    [Fact]
    public void What_is_said_to_some_only_says_to_whom()
    {
        ChatMessage said = Only<ChatMessage>(SessionUnderTest.InLobby(), ":bob!b@h PRIVMSG @#lobby :ops only");
        said.Conversation.Should().Be("#lobby");
        said.To.Should().Be("@#lobby");
    }

    [Fact]
    public void With_labels_every_message_and_join_has_one_and_the_answer_carries_it()
    {
        var test = SessionUnderTest.InLobby("batch labeled-response");
        test.Say("#lobby", "hi");
        test.Session.Join("#A");
        test.Sent.Should().Equal("@label=1 PRIVMSG #lobby hi", "@label=2 JOIN #A");
        test.Receive("@label=1 :s ACK").Should().ContainSingle().Which.Should().BeOfType<Acknowledged>().Which.Label.Should().Be("1");
        test.Session.Rooms.AnyAsked.Should().BeTrue();
        test.Receive(":s BATCH +x labeled-response", "@batch=x;label=2 :alice!a@host JOIN #elsewhere", "@label=2 :s 403 alice #B :No");
        test.Session.Rooms.AnyAsked.Should().BeFalse();
    }

    [Fact]
    public void The_end_of_a_labelled_batch_is_an_answer()
    {
        var test = SessionUnderTest.InLobby("batch labeled-response");
        test.Receive("@label=7 :s BATCH +x labeled-response", "@batch=x :s 301 alice bob :away").Should().ContainSingle().Which.Label
            .Should().Be("7");
        test.Receive(":s BATCH -x").Should().ContainSingle().Which.Should().BeOfType<Acknowledged>().Which.Label.Should().Be("7");
    }

    [Theory]
    [InlineData("#Über", ":alice!a@host JOIN #über")]
    [InlineData("#a-very-long-name", ":alice!a@host JOIN #a-very-lo")]
    [InlineData("#old", ":s 470 alice #old #new :Forwarding", ":alice!a@host JOIN #new")]
    [InlineData("#no", "FAIL JOIN NOT_ALLOWED #no :No")]
    public void A_join_that_is_answered_under_another_name_is_answered(string room, params string[] answer)
    {
        var test = SessionUnderTest.InLobby();
        test.Session.Join(room);
        test.Session.Rooms.AnyAsked.Should().BeTrue();
        test.Receive(answer);
        test.Session.Rooms.AnyAsked.Should().BeFalse();
    }

    [Fact]
    public void A_room_that_we_are_in_before_the_greeting_is_over_has_its_members()
    {
        var test = new SessionUnderTest();
        test.Receive(":s 001 alice :Hi", ":alice!a@h JOIN #lobby", ":s 353 alice = #lobby :@bob alice", ":s 366 alice #lobby :End",
            ":s 376 alice :End");
        test.Session.Rooms.Find("#lobby")!.PrefixesOf("bob").Should().Be("@");
    }

    [Theory]
    [InlineData("VERSION", "VERSION chat-client")]
    [InlineData("PING 123 4", "PING 123 4\u0001")]
    [InlineData("TIME", "TIME Fri, 02 Jan 2026")]
    public void Ctcp_is_answered_with_a_notice_but_not_without_an_end(string asked, string answer)
    {
        var test = SessionUnderTest.InLobby();
        for (int i = 0; i < 10; i++) test.Receive($":bob!b@h PRIVMSG alice :\u0001{asked}\u0001");
        test.Sent.Should().HaveCount(4).And.OnlyContain(line => line.StartsWith($"NOTICE bob :\u0001{answer}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(":bob!b@h NOTICE alice :\u0001VERSION irssi\u0001")]
    [InlineData(":bob!b@h PRIVMSG #lobby :\u0001VERSION\u0001")]
    [InlineData(":alice!a@h PRIVMSG alice :\u0001VERSION\u0001")]
    [InlineData(":bob!b@h PRIVMSG alice :\u0001USERINFO\u0001")]
    public void Nobody_answers_a_notice_a_room_oneself_or_the_unknown(string line)
    {
        var test = SessionUnderTest.InLobby();
        test.Receive(line);
        test.Sent.Should().BeEmpty();
    }

    [Fact]
    public void A_character_that_was_cut_is_lost_alone()
    {
        byte[] line = [.. ":bob!b@h PRIVMSG #lobby :naïve 日本語"u8, 0xE6, 0x97];
        SessionUnderTest.InLobby().ReceiveBytes(line).OfType<ChatMessage>().Single().Text.Should().Be("naïve 日本語\uFFFD");
    }

    [Fact]
    public void A_private_message_belongs_to_the_talk_with_its_sender() =>
        Only<ChatMessage>(SessionUnderTest.InLobby(), ":bob!b@h PRIVMSG alice :psst").Conversation.Should().Be("bob");

    [Fact]
    public void A_ctcp_action_is_an_action()
    {
        ChatMessage said = Only<ChatMessage>(SessionUnderTest.InLobby(), ":bob!b@h PRIVMSG #lobby :\u0001ACTION waves\u0001");
        said.Kind.Should().Be(SpeechKind.Action);
        said.Text.Should().Be("waves");
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_read_as_latin1()
    {
        byte[] line = [.. ":bob!b@h PRIVMSG #lobby :caf"u8, 0xE9];
        SessionUnderTest.InLobby().ReceiveBytes(line).Should().ContainSingle().Which.Should().BeOfType<ChatMessage>().Which.Text
            .Should().Be("café");
    }

    [Fact]
    public void Without_echo_message_our_own_words_are_shown_at_once()
    {
        var test = SessionUnderTest.InLobby();
        test.Say("#lobby", "hi").Should().ContainSingle().Which.Should().BeOfType<ChatMessage>().Which.Self.Should().BeTrue();
        test.Sent.Should().Equal("PRIVMSG #lobby hi");
    }

    [Fact]
    public void With_echo_message_the_echo_is_shown_instead()
    {
        var test = SessionUnderTest.InLobby("echo-message");
        test.Say("#lobby", "hi").Should().BeEmpty();
        Only<ChatMessage>(test, ":alice!a@host PRIVMSG #lobby :hi").Self.Should().BeTrue();
        Only<ChatMessage>(test, ":alice!a@host PRIVMSG bob :psst").Conversation.Should().Be("bob");
    }

    [Theory]
    [InlineData("", "", ":alice!a@host PRIVMSG alice :note")]
    [InlineData("echo-message", "", ":alice!a@host PRIVMSG alice :note", ":alice!a@host PRIVMSG alice :note")]
    [InlineData("echo-message message-tags", "", "@msgid=1 :alice!a@host PRIVMSG alice :note",
        "@msgid=1 :alice!a@host PRIVMSG alice :note")]
    [InlineData("echo-message message-tags", "once", "@msgid=1 :alice!a@host PRIVMSG alice :note")]
    public void What_one_says_to_oneself_is_shown_once(string capabilities, string copies, params string[] lines)
    {
        var test = SessionUnderTest.InLobby(capabilities);
        for (int i = 0; i < 3; i++)
        {
            string[] back = [.. lines.Select(line => line.Replace("msgid=1", $"msgid={i}", StringComparison.Ordinal))];
            test.Say("alice", "note").Concat(test.Receive(back)).OfType<ChatMessage>().Should().ContainSingle(copies);
        }
        test.Receive("@msgid=9 :alice!a@host PRIVMSG alice :from my phone").OfType<ChatMessage>().Should().ContainSingle();
    }

    [Theory]
    [InlineData("DCC SEND holiday.jpg 2130706433 5000 1234", "bob offers the file holiday.jpg: refused, DCC is not supported")]
    [InlineData("DCC CHAT chat 2130706433 5000", "bob offers DCC CHAT: refused, DCC is not supported")]
    [InlineData("dcc send", "bob offers the file: refused, DCC is not supported")]
    public void A_DCC_offer_is_refused_in_words_and_not_obeyed(string offer, string told)
    {
        var test = SessionUnderTest.InLobby();
        Only<Informed>(test, $":bob!b@h PRIVMSG alice :\u0001{offer}\u0001").Text.Should().Be(told);
        test.Sent.Should().Equal("NOTICE bob :DCC is not supported here: your offer was refused");
        test.Receive($":bob!b@h PRIVMSG alice :\u0001{offer}\u0001", $":bob!b@h NOTICE alice :\u0001{offer}\u0001",
            $":bob!b@h PRIVMSG #lobby :\u0001{offer}\u0001").Should().HaveCount(3);
        test.Sent.Should().ContainSingle("one refusal in ten seconds is enough, and nobody answers a notice or a room");
    }

    [Theory]
    [InlineData("bob 203.0.113.7 :Actually using host", "bob is really at 203.0.113.7")]
    [InlineData("bob bob@host.example 203.0.113.7 :Is actually using host", "bob is really at bob@host.example, 203.0.113.7")]
    [InlineData("bob :is actually using host 203.0.113.7", "bob is actually using host 203.0.113.7")]
    public void Where_somebody_really_is_is_told_in_words(string reply, string told) =>
        Only<Informed>(SessionUnderTest.InLobby(), $":s 338 alice {reply}").Text.Should().Be(told);

    [Fact]
    public void The_roster_follows_names_joins_parts_quits_renames_kicks_and_modes()
    {
        var test = SessionUnderTest.InLobby();
        test.Receive(
            ":dave!d@h JOIN #lobby", ":carol!c@h NICK carla", ":s MODE #lobby +v-o dave bob", ":eve!e@h JOIN #lobby",
                ":eve!e@h PART #lobby",
            ":frank!f@h JOIN #lobby", ":bob!b@h KICK #lobby frank :bye");

        var roster = test.Session.Rooms.Find("#LOBBY")!;

        roster.Nicks.Should().BeEquivalentTo("alice", "bob", "carla", "dave");
        roster.PrefixesOf("dave").Should().Be("+");
        roster.PrefixesOf("carla").Should().Be("+");
        roster.PrefixesOf("bob").Should().BeEmpty();
        Only<LeftServer>(test, ":dave!d@h QUIT :gone").Rooms.Should().Equal("#lobby");
        roster.Contains("dave").Should().BeFalse();
    }

    [Fact]
    public void Our_own_new_nickname_is_taken_over_in_name_and_source()
    {
        var test = SessionUnderTest.InLobby();
        Only<Renamed>(test, ":alice!a@host NICK alicia").Self.Should().BeTrue();
        test.Session.Nick.Should().Be("alicia");
        test.Session.Source.Should().Be("alicia!a@host");
    }

    [Fact]
    public void A_room_that_refuses_us_is_told_from_other_refusals()
    {
        var test = SessionUnderTest.InLobby();
        test.Session.Join("#secret");
        Only<JoinRefused>(test, ":s 475 alice #secret :Cannot join channel (+k)").Room.Should().Be("#secret");
        test.Session.Rooms.AnyAsked.Should().BeFalse();
        Only<Refused>(test, ":s 404 alice #lobby :Cannot send").Code.Should().Be(404);
    }

    [Fact]
    public void A_fail_is_a_refusal_with_its_code() =>
        Only<Refused>(SessionUnderTest.InLobby(), ":s FAIL PRIVMSG BAD_THING #lobby :That went wrong").Should()
            .BeEquivalentTo(new { Subject = "#lobby", Text = "That went wrong (BAD_THING)" });

    [Fact]
    public void An_error_announces_the_end() =>
        Only<ServerClosing>(SessionUnderTest.InLobby(), "ERROR :Closing link: flood").Reason.Should().Be("Closing link: flood");

    [Fact]
    public void Every_message_cut_at_every_byte_is_survived()
    {
        string[] lines =
        [
            ":s 353 alice = #lobby :a b", ":bob!b@h MODE #lobby +ovk x y z", "@time=x;msgid= :b PRIVMSG #lobby :\u0001ACTION x\u0001",
                ":b KICK #lobby alice :x",
            ":s 332 alice #lobby :t", ":s 317 alice bob 3 4 :idle", ":s CAP * LS * :a=b c", ":alice NICK x", ":s 433 * a :b", ":s 004 a",
                "FAIL A B :c",
        ];
        foreach (byte[] line in lines.Select(Encoding.UTF8.GetBytes))
        {
            for (int length = 0; length <= line.Length; length++)
            {
                var test = SessionUnderTest.InLobby();
                test.Invoking(each => each.ReceiveBytes(line[..length])).Should().NotThrow();
                new SessionUnderTest().Invoking(each => each.ReceiveBytes(line[..length])).Should().NotThrow();
            }
        }
    }

    [Fact]
    public void A_line_that_was_too_long_is_left_out()
    {
        var events = new List<SessionEvent>();
        SessionUnderTest.InLobby().Session.Receive("PING x"u8, LineStatus.TooLong, events);
        events.Should().BeEmpty();
    }

    [Fact]
    public void A_long_text_is_sent_in_messages_that_no_server_has_to_cut()
    {
        var test = SessionUnderTest.InLobby();
        string text = string.Join(' ', Enumerable.Repeat("wörter", 200));

        test.Say("#lobby", text);

        test.Sent.Should().OnlyContain(line => Encoding.UTF8.GetByteCount($":alice!a@host {line}\r\n") <= 512);
        string.Join(' ', test.Sent.Select(line => line["PRIVMSG #lobby :".Length..])).Should().Be(text);
    }

    internal static T Only<T>(SessionUnderTest test, string line) where T : SessionEvent =>
        test.Receive(line).Should().ContainSingle().Which.Should().BeOfType<T>().Subject;
}
