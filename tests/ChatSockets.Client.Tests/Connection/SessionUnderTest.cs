using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Tests.Connection;

/// <summary>A session without a socket: lines in, events and lines out.</summary>
internal sealed class SessionUnderTest
{
    public SessionUnderTest(string nick = "alice", string? password = null, Credentials? account = null, LinkSecurity? security = null)
    {
        Session = new ClientSession(nick, password, line => Sent.Add(Encoding.UTF8.GetString(line).TrimEnd('\r', '\n')),
            TestClock.Start(), account, security: security);
        Session.Start();
    }

    public ClientSession Session { get; }

    public List<string> Sent { get; } = [];

    /// <summary>A session that is registered and in #lobby, with nothing in <see cref="Sent"/>.</summary>
    public static SessionUnderTest InLobby(string capabilities = "")
    {
        var test = new SessionUnderTest();
        if (capabilities.Length > 0) test.Receive($":s CAP * LS :{capabilities}", $":s CAP * ACK :{capabilities}");
        test.Receive(
            ":s 001 alice :Welcome", ":s 005 alice CHANTYPES=# PREFIX=(ov)@+ CHANMODES=b,k,l,imnst :are supported", ":s 422 alice :No MOTD",
            ":alice!a@host JOIN #lobby", ":s 353 alice = #lobby :alice @bob +carol", ":s 366 alice #lobby :End");
        test.Sent.Clear();
        return test;
    }

    public List<SessionEvent> Receive(params string[] lines) => ReceiveBytes([.. lines.Select(Encoding.UTF8.GetBytes)]);

    public List<SessionEvent> ReceiveBytes(params byte[][] lines)
    {
        var events = new List<SessionEvent>();
        foreach (byte[] line in lines) Session.Receive(line, LineStatus.Ok, events);
        return events;
    }

    public List<SessionEvent> Say(string target, string text, SpeechKind kind = SpeechKind.Message)
    {
        var events = new List<SessionEvent>();
        Session.Speech.Say(target, text, kind, events);
        return events;
    }
}
