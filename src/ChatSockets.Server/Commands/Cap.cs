using System.Globalization;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>IRCv3 "Client Capability Negotiation".</summary>
internal static class Cap
{
    public static readonly Command Row = new("CAP", Handle, "CAP LS|LIST|REQ|END [:<capabilities>]", "Negotiates the capabilities of your client.")
    {
        BeforeRegistration = true,
        MinimumParameters = 1,
    };

    /// <summary>What the server offers.</summary>
    private const Capability Offered =
        Capability.MessageTags | Capability.ServerTime | Capability.EchoMessage | Capability.MultiPrefix | Capability.CapNotify;

    private static void Handle(CommandContext context, in Message message)
    {
        switch (Encoding.ASCII.GetString(message[0]).ToUpperInvariant())
        {
            case "LS":
                Suspend(context.Session);
                Understand(context.Session, message[1]);
                Answer(context, "LS"u8, CapabilityNames.Format(Offered));
                break;
            case "LIST":
                Answer(context, "LIST"u8, CapabilityNames.Format(context.Session.Capabilities));
                break;
            case "REQ":
                Suspend(context.Session);
                Request(context, message[1]);
                break;
            case "END":
                if (context.User.IsRegistered) break;
                context.Session.IsNegotiating = false;
                Registration.TryComplete(context);
                break;
            default:
                context.Reply.Send(Numeric.ERR_INVALIDCAPCMD, message[0], "Invalid CAP command"u8);
                break;
        }
    }

    private static void Suspend(Session session)
    {
        if (!session.User.IsRegistered) session.IsNegotiating = true;
    }

    // "CAP LS Version": the highest version ever sent counts, and 302 implies cap-notify.
    private static void Understand(Session session, ReadOnlySpan<byte> version)
    {
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return;
        session.CapabilityVersion = Math.Max(session.CapabilityVersion, number);
        if (number >= 302) session.Capabilities |= Capability.CapNotify;
    }

    // All or nothing: one unknown name and the whole list is refused.
    private static void Request(CommandContext context, ReadOnlySpan<byte> list)
    {
        Capability wanted = context.Session.Capabilities;
        bool known = true;
        foreach (Range range in list.Split((byte)' '))
        {
            ReadOnlySpan<byte> name = list[range];
            if (name.IsEmpty) continue;
            bool off = name[0] == (byte)'-';
            Capability capability = CapabilityNames.Parse(off ? name[1..] : name) & Offered;
            known &= capability != Capability.None && !(off && IsImplied(context.Session, capability));
            wanted = off ? wanted & ~capability : wanted | capability;
        }
        Answer(context, known ? "ACK"u8 : "NAK"u8, list);
        // The ACK itself leaves in the old form.
        if (known) context.Session.Capabilities = wanted;
    }

    private static bool IsImplied(Session session, Capability capability) =>
        capability == Capability.CapNotify && session.CapabilityVersion >= 302;

    private static void Answer(CommandContext context, ReadOnlySpan<byte> subcommand, string list) =>
        Answer(context, subcommand, Encoding.ASCII.GetBytes(list));

    private static void Answer(CommandContext context, ReadOnlySpan<byte> subcommand, ReadOnlySpan<byte> list)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Verbs.Cap);
        writer.Parameter(context.User.Nickname);
        writer.Parameter(subcommand);
        writer.Trailing(list);
        context.Reply.Buffer.End(ref writer);
    }
}
