using System.Diagnostics;
using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>
/// Something that no decent client does. It is done in small steps, between which an ordinary pair of users talks on
/// the same thread.
/// </summary>
internal abstract class Attack
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public abstract string Name { get; }

    /// <summary>What the server did, in a few words.</summary>
    public abstract string Outcome { get; }

    /// <summary>How long the attack may take when the server lets it hang.</summary>
    public virtual TimeSpan Limit => TimeSpan.FromSeconds(30);

    protected TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>A little more of it; true when it is over.</summary>
    public abstract bool Step(Driver driver);

    /// <summary>Closes what is left open.</summary>
    public abstract void End(Driver driver);
}
