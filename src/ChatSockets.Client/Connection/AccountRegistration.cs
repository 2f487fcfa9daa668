using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>Making an account on the connection: IRCv3 draft/account-registration.</summary>
internal static class AccountRegistration
{
    private const string Name = "draft/account-registration";

    /// <summary>Whether the server makes accounts on request.</summary>
    public static bool IsOffered(ClientSession session) => session.Has(Capability.AccountRegistration);

    /// <summary>Whether an account needs an address for mail.</summary>
    public static bool NeedsEmail(ClientSession session) => session.ValueOf(Name).Split(',').Contains("email-required");

    /// <summary>Asks for an account of our nickname's name.</summary>
    public static void Request(ClientSession session, string email, string password) =>
        session.Outgoing.Send("REGISTER"u8, "*", email, password);

    /// <summary>Gives the code that was sent to the address.</summary>
    public static void Verify(ClientSession session, string account, string code) => session.Outgoing.Send("VERIFY"u8, account, code);

    /// <summary>Takes the answer: <c>REGISTER SUCCESS alice :...</c>, <c>REGISTER VERIFICATION_REQUIRED alice :...</c>.</summary>
    public static void Add(in Message message, DateTimeOffset time, ICollection<SessionEvent> events)
    {
        string outcome = Encoding.UTF8.GetString(message[0]), account = WireText.Decode(message[1]), text = WireText.Decode(message.Last);
        bool isDone = outcome == "SUCCESS";
        string words = isDone ? $"the account {account} is yours, and you are logged in to it"
            : $"the account {account} is not complete yet: {text} (/verify {account} CODE)";
        events.Add(new AccountMade(time, account, isDone));
        events.Add(new Informed(time, "", words));
    }
}
