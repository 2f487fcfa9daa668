namespace ChatSockets.Client.Model;

/// <summary>A room, or a private talk with one nickname, and how many of its lines came while another one was current.</summary>
internal sealed class Conversation(string name)
{
    /// <summary>Changes with the other side's nickname.</summary>
    public string Name { get; set; } = name;

    public int Unread { get; set; }
}
