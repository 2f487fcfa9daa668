using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Scripting;

/// <summary>
/// The first half of <c>chat-client certificate</c>: logged in with the password, it has NickServ add the certificate to the account. What
/// NickServ says is shown and not understood; <see cref="ProveCertificate"/> sees whether it worked.
/// </summary>
internal sealed class RegisterCertificate(ClientApp app, ScriptStreams streams, string fingerprint) : Query(app, streams)
{
    private const string Service = "NickServ";

    // By this one a chat-server is known.
    public override Capability Wanted => Capability.Deduplication;

    protected override void Ask()
    {
        if (!Session.Security.IsEncrypted)
        {
            Refuse("a certificate needs TLS, and this server has none");
            return;
        }
        // It was added before.
        if (Session.UsedCertificate)
        {
            Done();
            return;
        }
        // A chat-server wants the password again, so that a terminal left logged in does not give away the account.
        string password = Session.Has(Capability.Deduplication) && App.Options.Account?.Password is { } known ? known + " " : "";
        Session.Outgoing.Send(Verbs.Privmsg, Service, $"CERT ADD {password}{fingerprint}");
        Await();
    }

    protected override void Take(SessionEvent happened)
    {
        if (happened is ChatMessage { Self: false, Kind: SpeechKind.Notice } said && Session.Names.Equals(said.From, Service))
        {
            Output.WriteError($"{said.From}: {said.Text}");
            // More lines of the answer may be on their way.
            Session.Ping("certificate");
        }
        else if (happened is Ponged { Token: "certificate" })
        {
            Done();
        }
    }
}

/// <summary>The second half: a new connection logs in with the certificate alone, or is refused.</summary>
internal sealed class ProveCertificate(ClientApp app, ScriptStreams streams) : Query(app, streams)
{
    protected override void Ask()
    {
        if (Session.UsedCertificate) Done();
        else Refuse("the server has not let us in with the certificate");
    }

    protected override void Take(SessionEvent happened)
    {
    }
}
