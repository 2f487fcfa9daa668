namespace ChatSockets.Storage;

/// <summary>The failures that a committed line survives.</summary>
public enum Durability
{
    /// <summary>Everything but the loss of the disk: each commit is flushed to it.</summary>
    Disk,

    /// <summary>The end of the server's process, not that of the machine: the system flushes when it likes.</summary>
    Process,
}
