namespace ChatSockets.Storage;

/// <summary>What a <see cref="RetentionJob"/> asks and tells its server. On the job's thread, under no lock.</summary>
internal interface IRetentionHost
{
    /// <summary>How long messages are stored where a room has no shorter time of its own; zero for ever.</summary>
    TimeSpan Common { get; }

    /// <summary>Whether a room that is open has the conversation of that number.</summary>
    bool IsOpen(long conversation);

    /// <summary>So many lines have been deleted.</summary>
    void Deleted(long lines);

    /// <summary>
    /// The clock was set forward by so much: until <see cref="ClockWatch.Doubt"/> has passed, nothing is deleted because of its age.
    /// </summary>
    void ClockSetForward(TimeSpan by);

    /// <summary>
    /// Nothing more is deleted until the next attempt. Anything but a <see cref="StoreException"/> is a mistake in the program.
    /// </summary>
    void Failed(Exception exception);
}
