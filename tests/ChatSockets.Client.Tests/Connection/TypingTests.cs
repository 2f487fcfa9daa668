using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Tests.Connection;

public sealed class TypingTests
{
    [Fact]
    public void A_typing_notification_that_is_refused_is_nobodys_concern()
    {
        SessionUnderTest test = SessionUnderTest.InLobby("message-tags labeled-response batch echo-message");

        test.Session.SendTyping("#lobby");

        test.Sent.Should().Equal("@label=typing;+typing=active TAGMSG #lobby");
        test.Receive("@label=typing :s 404 alice #lobby :Cannot send to channel").Should().BeEmpty();
        test.Receive("@label=typing;+typing=active :alice!a@host TAGMSG #lobby").Should().BeEmpty();
        test.Receive(":s 404 alice #lobby :Cannot send to channel").Should().ContainSingle().Which.Should().BeOfType<Refused>();
    }

    [Fact]
    public void Without_labels_it_is_sent_without_one()
    {
        SessionUnderTest test = SessionUnderTest.InLobby("message-tags");

        test.Session.SendTyping("#lobby");

        test.Sent.Should().Equal("@+typing=active TAGMSG #lobby");
    }
}
