namespace ChatSockets.Client.Settings;

/// <summary>A password, or why there is none. Both are null if the user named no source: then it is asked for.</summary>
/// <param name="Password">The password.</param>
/// <param name="Error">What is wrong and what to do, as a sentence for the user.</param>
internal sealed record PasswordResult(string? Password, string? Error = null);

/// <summary>
/// The passwords of networks: from a file, from a command, or from the environment. Reading may take as long as the command's deadline.
/// </summary>
/// <param name="networks">All networks of the settings.</param>
/// <param name="environment">The variables.</param>
/// <param name="command">Runs commands.</param>
internal sealed class PasswordSource(
    IReadOnlyList<NetworkSettings> networks, Func<string, string?> environment, PasswordCommand command)
{
    public const string Variable = "CHAT_CLIENT_PASSWORD";

    /// <summary>Returns the password of the network's account.</summary>
    public PasswordResult AccountPassword(NetworkSettings network)
    {
        if (network.Account is null) return new PasswordResult(null);
        if (network.PasswordFile is { } file) return PasswordFile.Read(file);
        if (network.PasswordCommand is { } line) return command.Run(line);
        if (environment(Variable) is not { Length: > 0 } password) return new PasswordResult(null);
        // One network's password must not be sent to another.
        string[] others = [.. networks.Where(other => other.Name != network.Name && NeedsVariable(other)).Select(other => other.Name)];
        return others.Length == 0
            ? new PasswordResult(password)
            : new PasswordResult(null, $"{Variable} could be meant for {network.Name} or for {string.Join(" or ", others)}. "
                + "Give each a \"password-file\" or a \"password-command\".");
    }

    /// <summary>Returns the password of the server itself.</summary>
    public static PasswordResult ServerPassword(NetworkSettings network) =>
        network.ServerPasswordFile is { } file ? PasswordFile.Read(file) : new PasswordResult(null);

    private static bool NeedsVariable(NetworkSettings network) =>
        network is { Account: not null, PasswordFile: null, PasswordCommand: null };
}
