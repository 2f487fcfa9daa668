using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Core;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("NickServ", "IDENTIFY alice sesame", "IDENTIFY ****")]
    [InlineData("nickserv", "identify sesame", "identify ****")]
    [InlineData("NickServ@services.example", "REGISTER sesame", "REGISTER ****")]
    [InlineData("NickServ", "SET PASSWORD old new", "SET PASSWORD ****")]
    [InlineData("Q@CServe.quakenet.org", "AUTH me sesame", "AUTH ****")]
    [InlineData("NickServ", "INFO alice", "INFO alice")]
    [InlineData("NickServ", "SET ALWAYS-ON ON", "SET ALWAYS-ON ON")]
    [InlineData("NickServ", "IDENTIFY", "IDENTIFY")]
    [InlineData("bob", "IDENTIFY yourself", "IDENTIFY yourself")]
    [InlineData("NickServ", "IDENTIFY #sesame", "IDENTIFY ****")]
    [InlineData("NickServ", "CERT ADD sesame 0123", "CERT ADD ****")]
    [InlineData("NickServ", "CERT LIST", "CERT LIST")]
    [InlineData("ChanServ", "REGISTER #team", "REGISTER #team")]
    [InlineData("ChanServ", "DROP #team", "DROP #team")]
    [InlineData("chanserv", "identify #team sesame", "identify #team ****")]
    [InlineData("ChanServ", "REGISTER sesame", "REGISTER ****")]
    public void What_follows_a_service_s_command_for_passwords_is_hidden(string to, string text, string shown) =>
        Secrets.Hide(to, text).Should().Be(shown);

    [Theory]
    [InlineData("#lobby", "/oper root sesame", 11)]
    [InlineData("#lobby", "/oper root", null)]
    [InlineData("#lobby", "/oper ", null)]
    [InlineData("#lobby", "/register sesame", 10)]
    [InlineData("#lobby", "/ns identify sesame", 13)]
    [InlineData("#lobby", "/msg NickServ identify sesame", 23)]
    [InlineData("#lobby", "/msg ChanServ REGISTER #team", null)]
    [InlineData("#lobby", "/cs register #team", null)]
    [InlineData("#lobby", "/cs identify #team sesame", 19)]
    [InlineData("#lobby", "/raw PASS sesame", 10)]
    [InlineData("#lobby", "/raw PRIVMSG bob :hello", null)]
    [InlineData("NickServ", "identify sesame", 9)]
    [InlineData("#lobby", "identify yourself", null)]
    public void What_is_typed_is_secret_from_there_on(string conversation, string line, int? start) =>
        Secrets.StartOfTyped(conversation, line).Should().Be(start);
}
