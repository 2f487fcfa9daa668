using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>One room full of members, some of whom speak, complete and quiet when it is handed over.</summary>
internal sealed class ChatRoom
{
    public const string Name = "#bench";

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Driver _driver;

    /// <param name="driver">Whose connections the members are.</param>
    /// <param name="options">How they register.</param>
    /// <param name="members">All of them, speakers too.</param>
    /// <param name="senders">How many of them speak.</param>
    /// <param name="window">Lines that a speaker may have in flight.</param>
    /// <param name="latency">Where every delivery's time goes; null counts deliveries only, which is cheaper.</param>
    public ChatRoom(Driver driver, LoadOptions options, int members, int senders, int window, LatencyHistogram? latency)
    {
        if (senders < 1 || members < 2 || senders > members) throw new BenchException("a room needs two members and a sender among them");
        _driver = driver;
        Crowd = new Crowd(driver, options, new CountingReceiver(Tally), Name);
        Crowd.Open(members);
        // The joins of the others are still coming in; a count must start at a line's beginning.
        driver.WaitUntilQuiet(Quiet, Patience);
        Tally.Lines = 0;
        Tally.Latency = latency;

        Receiver listener = latency is null ? new CountingReceiver(Tally) : new ListeningReceiver(Tally);
        foreach (Connection member in Crowd.Members) member.Receiver = listener;
        Speakers = [.. Crowd.Members.Take(senders).Select(member => new Speaker(driver, member, Name, options.TextLength, window))];
        // The designated listener of a speaker is another member, preferably one who does not speak himself.
        for (int i = 0; i < senders; i++)
        {
            int designated = members >= 2 * senders ? senders + i : (i + 1) % members;
            Crowd.Members[designated].Receiver = new ListeningReceiver(Tally, Speakers[i]);
        }
    }

    public Crowd Crowd { get; }

    public Tally Tally { get; } = new();

    public IReadOnlyList<Speaker> Speakers { get; }

    public long LinesSent => Speakers.Sum(speaker => speaker.Sent);

    /// <summary>Deliveries that are due and have not come: negative when something came twice.</summary>
    public long Missing => (LinesSent * (Crowd.Members.Count - 1)) - Tally.Lines;

    public int ClosedMembers => Crowd.Members.Count(member => member.IsClosed);

    /// <summary>Everybody starts to speak, with a full window.</summary>
    public void StartLoops(int window)
    {
        foreach (Speaker speaker in Speakers)
        {
            speaker.IsLooping = true;
            speaker.Say(window);
        }
    }

    /// <summary>Everybody falls silent, and what is under way arrives.</summary>
    public void Finish()
    {
        foreach (Speaker speaker in Speakers) speaker.IsLooping = false;
        _driver.TurnUntil(() => Missing <= 0, TimeSpan.FromSeconds(5));
        _driver.WaitUntilQuiet(Quiet, TimeSpan.FromSeconds(5));
    }
}
