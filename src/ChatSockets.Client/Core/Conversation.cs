namespace ChatSockets.Client.Core;

/// <summary>A room, or a private talk with one nickname, and the number of its lines that came while another one was current.</summary>
internal sealed class Conversation(Network network, string name)
{
    public Network Network => network;

    /// <summary>Changes with the other side's nickname.</summary>
    public string Name { get; set; } = name;

    public int Unread { get; set; }
}
