namespace ChatSockets.Core.Entries;

/// <summary>
/// Something that changes the chat: all that decides it but the state itself, which is the same wherever it is applied. Plain data, written
/// by <see cref="EntryCodec"/>; whose it is, the record says.
/// </summary>
/// <remarks>
/// Most of what users do is <see cref="Said"/>: the line itself is the entry, and the command that it is decides when it is applied, by the
/// same code as on a server that shares nothing. Entries of their own are what cannot be a line: what a connection brings with it, and what
/// was proved by a password, which stands in no log.
/// </remarks>
internal abstract record Entry
{
    /// <summary>
    /// Whether it is not proposed while the log cannot be reached, and whoever wants it is told so. What merely follows from what has
    /// happened already is proposed as soon as that is possible.
    /// </summary>
    public virtual bool CanBeRefused => true;
}

/// <summary>A server has come. Its position is the server's number.</summary>
/// <param name="Settings">The settings that count when entries are applied: all must have the same.</param>
internal sealed record NodeUp(string Settings) : Entry;

/// <summary>A server is gone, and its users with it.</summary>
/// <param name="Node">Which.</param>
/// <param name="Reason">What the others see.</param>
internal sealed record NodeDown(long Node, string Reason) : Entry;

/// <summary>Lines of a registered user, one behind the other.</summary>
/// <param name="Terminal">The connection's number at its server.</param>
/// <param name="Lines">The lines, without their ends.</param>
internal sealed record Said(long Terminal, IReadOnlyList<byte[]> Lines) : Entry;

/// <summary>A registered session is over.</summary>
/// <param name="Terminal">The connection's number at its server.</param>
/// <param name="Reason">Why, for those who see the user quit.</param>
/// <param name="Unheard">Since when it is unknown whether it has read what it was sent; null if it has.</param>
internal sealed record Left(long Terminal, string Reason, DateTimeOffset? Unheard) : Entry
{
    public override bool CanBeRefused => false;
}

/// <summary>A user has shown that an account is theirs.</summary>
/// <param name="Terminal">The connection's number at its server.</param>
/// <param name="Proof">How.</param>
internal sealed record LoggedIn(long Terminal, ProofData Proof) : Entry;

/// <summary>A connection has all that it takes to register.</summary>
/// <param name="Terminal">The connection's number at its server.</param>
/// <param name="Nickname">The one that it wants.</param>
internal sealed record Entered(long Terminal, byte[] Nickname) : Entry
{
    public required byte[] Username { get; init; }

    public required byte[] RealName { get; init; }

    /// <summary>The real address.</summary>
    public required string Address { get; init; }

    /// <summary>The host that others see.</summary>
    public required byte[] Host { get; init; }

    /// <summary>When the connection began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>The account that it has logged in to; null for a guest.</summary>
    public ProofData? Proof { get; init; }

    /// <summary>The fingerprint of its certificate; null for none.</summary>
    public string? Certificate { get; init; }

    public bool IsSecure { get; init; }

    /// <summary>Whether it is a person in line mode.</summary>
    public bool IsTyped { get; init; }

    public ulong Capabilities { get; init; }

    public int CapabilityVersion { get; init; }

    /// <summary>The away message of a terminal that nobody sits at; null for one that is attended.</summary>
    public byte[]? Away { get; init; }

    /// <summary>What it has subscribed to.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>What it says of itself.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Metadata { get; init; } = [];
}

/// <summary>The other sessions of an account are to end, because its password is another now.</summary>
/// <param name="Terminal">The connection that stays.</param>
/// <param name="Account">The account.</param>
/// <param name="Reason">What they are told.</param>
internal sealed record OthersClosed(long Terminal, byte[] Account, string Reason) : Entry
{
    public override bool CanBeRefused => false;
}

/// <summary>A user has given the password of an operator.</summary>
/// <param name="Terminal">The connection's number at its server.</param>
/// <param name="Operator">The name of the operator in the configuration.</param>
internal sealed record OperatorGranted(long Terminal, string Operator) : Entry;

/// <summary>A program has something said in a room, by HTTP.</summary>
/// <param name="Hook">The hook's number.</param>
/// <param name="Room">The hook's room.</param>
/// <param name="Nickname">Who says it.</param>
/// <param name="Text">What is said.</param>
/// <param name="Key">The sender's id of the message; empty for none.</param>
internal sealed record HookSaid(long Hook, byte[] Room, byte[] Nickname, string Text, string Key) : Entry;

/// <summary>Somebody makes an account.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Keys">Its password, as it is stored.</param>
internal sealed record AccountMade(byte[] Name, string Keys) : Entry;

/// <summary>An account gets another password.</summary>
/// <param name="Account">The account, as the old password was checked against it.</param>
/// <param name="Keys">The new one, as it is stored.</param>
internal sealed record KeysSet(ProofData Account, string Keys) : Entry;

/// <summary>A certificate opens an account from now on, or no more.</summary>
/// <param name="Account">The account, as its password was checked against it.</param>
/// <param name="Fingerprint">Which certificate.</param>
/// <param name="Most">The most that it may have; 0 takes this one away.</param>
internal sealed record CertificateSet(ProofData Account, string Fingerprint, int Most) : Entry;

/// <summary>An account, as it stood when somebody showed that it is theirs.</summary>
/// <param name="Id">The account's number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Keys">Its password, as it is stored.</param>
/// <param name="Created">When it was made.</param>
/// <param name="IsAlwaysOn">Whether its user stays when nobody is connected.</param>
/// <param name="Certificate">The fingerprint of the certificate that showed it; null for a password.</param>
internal sealed record ProofData(long Id, byte[] Name, string Keys, DateTimeOffset Created, bool IsAlwaysOn, string? Certificate);
