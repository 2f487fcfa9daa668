using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Protocol;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>
/// IRCv3 sasl-3.1, "The AUTHENTICATE command"; sasl-3.2, "SASL Reauthentication": logs in, before registration is complete or at any time
/// after.
/// </summary>
internal static class Authenticate
{
    public static readonly Command Row = new("AUTHENTICATE", Handle, "AUTHENTICATE <mechanism or data>",
        "Logs you in to your account; your client does it for you.")
    {
        BeforeRegistration = true,
        MinimumParameters = 1,
        Cost = 2,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (!context.Session.Has(Capability.Sasl)) context.Reply.UnknownCommand(Verbs.Authenticate);
        else if (message[0].SequenceEqual("*"u8)) Abort(context);
        else if (context.Sasl is { } exchange) GoOn(context, exchange, message[0]);
        else Begin(context, message[0]);
    }

    private static void Begin(CommandContext context, ReadOnlySpan<byte> mechanism)
    {
        context.Sasl = SaslExchange.Begin(context, Encoding.UTF8.GetString(mechanism));
        if (context.Sasl is not null)
        {
            Send(context, "+"u8);
            return;
        }
        context.Reply.Send(Numeric.RPL_SASLMECHS, Encoding.ASCII.GetBytes(SaslExchange.MechanismsFor(context.Session)),
            "are available SASL mechanisms"u8);
        Fail(context, "SASL authentication failed"u8);
    }

    // Also where there is nothing to abort: the client has given up, and hears that it has.
    private static void Abort(CommandContext context)
    {
        context.Sasl = null;
        context.Reply.Send(Numeric.ERR_SASLABORTED, "SASL authentication aborted"u8);
    }

    private static void GoOn(CommandContext context, SaslExchange exchange, ReadOnlySpan<byte> piece)
    {
        try
        {
            Take(context, exchange, piece);
        }
        catch (StoreException exception)
        {
            context.Sasl = null;
            Fail(context, Encoding.UTF8.GetBytes($"SASL authentication failed: accounts are out of order for now, {exception.Message}"));
        }
    }

    private static void Take(CommandContext context, SaslExchange exchange, ReadOnlySpan<byte> piece)
    {
        SaslOutcome outcome = exchange.Take(piece, out byte[] reply, out AccountProof? proof);
        if (outcome is not (SaslOutcome.Incomplete or SaslOutcome.Continue)) context.Sasl = null;
        switch (outcome)
        {
            case SaslOutcome.Continue:
                foreach (byte[] part in AuthenticateBuffer.Cut(reply)) Send(context, part);
                break;
            // What was proved may have changed since it was read, however long ago that was.
            case SaslOutcome.Succeeded when !Login.TryIn(context, proof!):
                Fail(context, "SASL authentication failed"u8);
                break;
            case SaslOutcome.Succeeded:
                context.Reply.Send(Numeric.RPL_SASLSUCCESS, "SASL authentication successful"u8);
                break;
            case SaslOutcome.TooLong:
                context.Reply.Send(Numeric.ERR_SASLTOOLONG, "SASL message too long"u8);
                break;
            case SaslOutcome.Failed:
                if (exchange.Available is { } others)
                    context.Reply.Send(Numeric.RPL_SASLMECHS, Encoding.ASCII.GetBytes(others), "are available SASL mechanisms"u8);
                context.Server.Log.Debug("A log-in from {Address} failed", Encoding.ASCII.GetString(context.Session.Address));
                Fail(context, Encoding.ASCII.GetBytes("SASL authentication failed"
                    + (exchange.Refusal is { } why ? $": {char.ToLowerInvariant(why[0])}{why[1..]}" : "")));
                break;
        }
    }

    private static void Fail(CommandContext context, ReadOnlySpan<byte> text) => context.Reply.Send(Numeric.ERR_SASLFAIL, text);

    // As other servers do, without a nickname and with the server as the source.
    private static void Send(CommandContext context, ReadOnlySpan<byte> data)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Verbs.Authenticate);
        writer.Parameter(data);
        context.Reply.Buffer.End(ref writer);
    }
}
