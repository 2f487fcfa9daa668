using System.Text;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>
/// The first words: PASS, NICK, USER and the IRCv3 capability negotiation (version 302), which also goes on afterwards. Where there is an
/// account, it does not end before we are logged in.
/// </summary>
internal sealed class Registration(string nick, string? password, Outgoing outgoing, AccountLogin? login, Capability more)
{
    private const Capability Wanted =
        Capability.MessageTags | Capability.ServerTime | Capability.EchoMessage | Capability.MultiPrefix | Capability.CapNotify
        | Capability.Batch | Capability.StandardReplies;

    private readonly NickChoice _choice = new(nick);
    private Capability _offered;
    private readonly Dictionary<string, string> _values = [];
    private bool _negotiated;
    private StsOffer? _strictTransport;

    /// <summary>The capabilities that are switched on.</summary>
    public Capability Capabilities { get; private set; }

    /// <summary>The nickname that was asked for last.</summary>
    public string Nick => _choice.Current;

    /// <summary>The value that the server has given a capability when it offered it; empty without one.</summary>
    public string ValueOf(string capability) => _values.GetValueOrDefault(capability, "");

    /// <summary>What the server last said of strict transport security, once; null for nothing new.</summary>
    public StsOffer? TakeStrictTransport()
    {
        StsOffer? taken = _strictTransport;
        _strictTransport = null;
        return taken;
    }

    public void Start()
    {
        outgoing.Send(Verbs.Cap, "LS", "302");
        if (!string.IsNullOrEmpty(password)) outgoing.Send(Verbs.Pass, password);
        outgoing.Send(Verbs.Nick, Nick);
        outgoing.Send(Verbs.User, nick, "0", "*", nick);
    }

    /// <summary>Tries the next nickname; returns null if none is left.</summary>
    public string? TryNextNick(Numeric refusal)
    {
        string? next = _choice.Next(refusal);
        if (next is not null) outgoing.Send(Verbs.Nick, next);
        return next;
    }

    /// <summary>Handles CAP. A list may come in several lines, all but the last marked with an asterisk.</summary>
    public void HandleCap(in Message message)
    {
        ReadOnlySpan<byte> subcommand = message[1];
        Capability named = ParseNames(message.Last, out StsOffer? strictTransport);
        if (Ascii.EqualsIgnoreCase(subcommand, "LS"u8))
        {
            _offered |= named;
            _strictTransport = strictTransport ?? _strictTransport;
            if (message.Count > 3 && message[2].SequenceEqual("*"u8)) return;
            if (LogsIn && !_offered.HasFlag(Capability.Sasl)) login!.NotOffered();
            else if (!Request(_offered & ~Capabilities)) EndNegotiation();
        }
        else if (Ascii.EqualsIgnoreCase(subcommand, "NEW"u8))
        {
            _strictTransport = strictTransport ?? _strictTransport;
            Request(named & ~Capabilities);
        }
        else if (Ascii.EqualsIgnoreCase(subcommand, "DEL"u8))
        {
            Capabilities &= ~named;
        }
        else if (Ascii.EqualsIgnoreCase(subcommand, "ACK"u8))
        {
            Capabilities |= named;
            if (!_negotiated && LogsIn) login!.Start(ValueOf("sasl"));
            else EndNegotiation();
        }
        else if (Ascii.EqualsIgnoreCase(subcommand, "NAK"u8))
        {
            if (!_negotiated && LogsIn) login!.NotOffered();
            if (login is not { Failure: not null }) EndNegotiation();
        }
    }

    /// <summary>Goes on where the log-in is done.</summary>
    public void LoggedIn() => EndNegotiation();

    private bool LogsIn => login is not null && login.CanStart(ValueOf("sasl"));

    private bool Request(Capability offered)
    {
        Capability wanted = Wanted | more | (LogsIn ? Capability.Sasl : Capability.None);
        // The answers to a label may come in a batch: IRCv3 labeled-response, "Dependencies".
        if (((offered | Capabilities) & Capability.Batch) != 0) wanted |= Capability.LabeledResponse;
        string names = CapabilityNames.Format(offered & wanted);
        if (names.Length == 0) return false;
        outgoing.Send(Verbs.Cap, "REQ", names);
        return true;
    }

    private void EndNegotiation()
    {
        if (_negotiated) return;
        _negotiated = true;
        outgoing.Send(Verbs.Cap, "END");
    }

    private Capability ParseNames(ReadOnlySpan<byte> list, out StsOffer? strictTransport)
    {
        strictTransport = null;
        var capabilities = Capability.None;
        foreach (Range range in list.Split((byte)' '))
        {
            ReadOnlySpan<byte> name = list[range];
            // A capability may have a value behind an equals sign: name=value.
            int equals = name.IndexOf((byte)'=');
            // It is never requested: IRCv3 sts, "Mechanism".
            if (name.StartsWith("sts="u8)) strictTransport = StsOffer.Parse(Encoding.UTF8.GetString(name[(equals + 1)..]));
            Capability capability = CapabilityNames.Parse(equals < 0 ? name : name[..equals]);
            capabilities |= capability;
            if (capability == Capability.None || equals < 0) continue;
            _values[Encoding.UTF8.GetString(name[..equals])] = Encoding.UTF8.GetString(name[(equals + 1)..]);
        }
        return capabilities;
    }
}
