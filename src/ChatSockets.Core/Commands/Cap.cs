using System.Globalization;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>IRCv3 "Client Capability Negotiation".</summary>
internal static class Cap
{
    public static readonly Command Row = new("CAP", Handle, "CAP LS|LIST|REQ|END [:<capabilities>]",
        "Negotiates the capabilities of your client.")
    {
        BeforeRegistration = true,
        MinimumParameters = 1,
        IsShared = true,
    };

    /// <summary>From this version on, values and lists of several lines are understood.</summary>
    private const int ValuesVersion = 302;

    /// <summary>The capabilities that the server offers.</summary>
    public const Capability Offered =
        Capability.AccountNotify
        | Capability.AccountRegistration
        | Capability.AccountTag
        | Capability.AwayNotify
        | Capability.Batch
        | Capability.CapNotify
        | Capability.ChatHistory
        | Capability.Chghost
        | Capability.EventPlayback
        | Capability.ChannelRename
        | Capability.MessageRedaction
        | Capability.Metadata
        | Capability.Metadata3
        | Capability.Multiline
        | Capability.PreAway
        | Capability.ReadMarker
        | Capability.EchoMessage
        | Capability.ExtendedIsupport
        | Capability.ExtendedJoin
        | Capability.ExtendedMonitor
        | Capability.InviteNotify
        | Capability.LabeledResponse
        | Capability.MessageTags
        | Capability.MultiPrefix
        | Capability.NoImplicitNames
        | Capability.Deduplication
        | Capability.Sasl
        | Capability.Search
        | Capability.ServerTime
        | Capability.Setname
        | Capability.StandardReplies
        | Capability.UserhostInNames
        | Capability.ZncPlayback;

    private static void Handle(CommandContext context, in Message message)
    {
        switch (Encoding.ASCII.GetString(message[0]).ToUpperInvariant())
        {
            case "LS":
                Suspend(context.Session);
                int version = Understand(context.Session, message[1]);
                List(context, "LS"u8, Offered, version, withValues: version >= ValuesVersion);
                break;
            case "LIST":
                List(context, "LIST"u8, context.Session.Capabilities, context.Session.CapabilityVersion, withValues: false);
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

    // "CAP LS Version": the highest version ever sent counts, and 302 implies cap-notify; the answer is in the version asked for.
    private static int Understand(Session session, ReadOnlySpan<byte> version)
    {
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return 0;
        session.CapabilityVersion = Math.Max(session.CapabilityVersion, number);
        if (number >= ValuesVersion) session.Capabilities |= Capability.CapNotify;
        return number;
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
        foreach (string part in Lines(context, Encoding.UTF8.GetString(list).Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            Answer(context, known ? "ACK"u8 : "NAK"u8, part, isLast: true);
        // The ACK itself leaves in the old form.
        if (known) context.Session.Capabilities = wanted;
    }

    private static bool IsImplied(Session session, Capability capability) =>
        capability == Capability.CapNotify && session.CapabilityVersion >= ValuesVersion;

    // "Multiline replies to CAP LS and CAP LIST": all lines but the last have an asterisk, for those who understand it. The others read
    // one line.
    private static void List(CommandContext context, ReadOnlySpan<byte> subcommand, Capability capabilities, int version, bool withValues)
    {
        if (version < ValuesVersion)
        {
            Answer(context, subcommand, OneLine(capabilities, context.Server.Name.Length), isLast: true);
            return;
        }
        var names = CapabilityNames.All.Where(entry => capabilities.HasFlag(entry.Capability));
        var words = names.Select(entry => entry.Name + (withValues ? Value(context, entry.Capability) : ""));
        // It is told, but cannot be asked for.
        if (withValues && context.Server.StrictTransportFor(context.Session) is { } strict) words = words.Append(strict);
        string[] lines = Lines(context, words);
        for (int i = 0; i < lines.Length; i++) Answer(context, subcommand, lines[i], isLast: i == lines.Length - 1);
    }

    /// <summary>
    /// Returns the capability names that fit into one line with any nickname: ratified ones first, then drafts, newer drafts and vendors',
    /// each in alphabetical order. The others can still be requested.
    /// </summary>
    /// <param name="capabilities">The capabilities to list.</param>
    /// <param name="serverNameBytes">The length of the server's name.</param>
    public static string OneLine(Capability capabilities, int serverNameBytes)
    {
        int room = Room(serverNameBytes, Nickname.MaximumBytes);
        Capability fitting = Capability.None;
        foreach ((Capability capability, string name) in CapabilityNames.All.OrderBy(entry => Rank(entry.Name)))
        {
            if (!capabilities.HasFlag(capability)) continue;
            int bytes = name.Length + (fitting == Capability.None ? 0 : 1);
            if (bytes > room) continue;
            fitting |= capability;
            room -= bytes;
        }
        return CapabilityNames.Format(fitting);
    }

    // Of a draft's two versions, the older one is for clients as old as that.
    private static int Rank(string name) =>
        !name.Contains('/', StringComparison.Ordinal) ? 0
        : name == "draft/metadata-3" ? 2
        : name.StartsWith("draft/", StringComparison.Ordinal) ? 1 : 3;

    private static int Room(int serverNameBytes, int nicknameBytes) =>
        WireLimits.Line - ":  CAP  LIST * :\r\n".Length - serverNameBytes - nicknameBytes;

    // What "Capability Values" says of it, with the equals sign; nothing for most.
    private static string Value(CommandContext context, Capability capability) => capability switch
    {
        Capability.AccountRegistration when Register.MayComeFirst(context.Server) => "=before-connect",
        Capability.Sasl => $"={SaslExchange.MechanismsFor(context.Session)}",
        Capability.Metadata or Capability.Metadata3 => $"={MetadataLimits.CapabilityValue}",
        Capability.Multiline => $"=max-bytes={MultilineBatch.MaximumBytes},max-lines={MultilineBatch.MaximumLines}",
        _ => "",
    };

    // As many lines as it takes, at least one.
    private static string[] Lines(CommandContext context, IEnumerable<string> words)
    {
        int room = Room(context.Server.Name.Length, context.User.Nickname.Length);
        var lines = new List<string> { "" };
        foreach (string word in words)
        {
            string longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (Encoding.UTF8.GetByteCount(longer) <= room) lines[^1] = longer;
            else lines.Add(word);
        }
        return [.. lines];
    }

    private static void Answer(CommandContext context, ReadOnlySpan<byte> subcommand, string list, bool isLast)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Verbs.Cap);
        writer.Parameter(context.User.Nickname);
        writer.Parameter(subcommand);
        if (!isLast) writer.Parameter("*"u8);
        writer.Trailing(list);
        context.Reply.Buffer.End(ref writer);
    }
}
