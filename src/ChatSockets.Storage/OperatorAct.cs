namespace ChatSockets.Storage;

/// <summary>An operator's action.</summary>
/// <param name="Account">The operator's account in the configuration; empty for a command of the program and for an unknown name.</param>
/// <param name="Source">The operator's nick!user@address; for a command of the program, who ran it where.</param>
/// <param name="What">The verb and its details.</param>
/// <param name="Whom">The affected user, room or account; empty for the server.</param>
/// <param name="Reason">The reason, if there is one.</param>
internal sealed record OperatorAct(string Account, string Source, string What, string Whom, string Reason)
{
    /// <summary>Whether it was an attempt that was refused.</summary>
    public bool IsRefused { get; init; }
}
