using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Core;

/// <summary>The validated options of the command line.</summary>
internal sealed record ClientOptions
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(15);

    public required ServerAddress Server { get; init; }

    /// <summary>The network's name in the settings file; null for one named on the command line.</summary>
    public string? NetworkName { get; init; }

    /// <summary>The rooms to join, the first one is the one that is typed into.</summary>
    public required IReadOnlyList<string> Rooms { get; init; }

    /// <summary>The keys of those rooms that have one.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    public required string Nick { get; init; }

    /// <summary>Whether the user chose the nickname: then another one is worth a word.</summary>
    public bool NickIsExplicit { get; init; }

    /// <summary>How the connections are secured.</summary>
    public TlsOptions Tls { get; init; } = new();

    public string? Password { get; init; }

    /// <summary>The account to log in to; null for none.</summary>
    public Credentials? Account { get; init; }

    /// <summary>One JSON object a line instead of text.</summary>
    public bool Json { get; init; }

    /// <summary>
    /// The time from which on history is requested (IRCv3 draft/chathistory); null for only what the server plays unasked.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether CTCP VERSION, PING and TIME are answered.</summary>
    public bool AnswersCtcp { get; init; } = true;

    /// <summary>The other networks to connect to at once; only the first one's are looked at.</summary>
    public IReadOnlyList<ClientOptions> Others { get; init; } = [];

    /// <summary>Nicknames and masks whose messages are not shown.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Words beside the nickname that are meant for the user.</summary>
    public IReadOnlyList<string> Highlights { get; init; } = [];

    /// <summary>The folder for what outlives the program (messages that were not sent yet); null for nothing.</summary>
    public string? StateFolder { get; init; }

    /// <summary>How long connecting, registering and joining may take together.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>Returns the same for another server, which the user names in the place of this one.</summary>
    public ClientOptions MovedTo(ServerAddress server) => this with
    {
        Server = server,
        NetworkName = null,
        // What was said of the other one: its key, its certificate, and that it may be in clear text.
        Tls = Tls with
        {
            Pinned = null,
            CertificateFile = null,
            Mode = NetworkName is null ? Tls.Mode : TlsMode.Auto,
        },
        Rooms = server.Rooms.Count > 0 ? server.Rooms : ["#lobby"],
        Keys = new Dictionary<string, string>(),
    };
}
