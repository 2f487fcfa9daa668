namespace ChatSockets.Fuzz;

/// <summary>Runs a target on inputs, one after the other.</summary>
internal sealed class Fuzzer(FuzzTarget target, int seed)
{
    // An input that takes longer than that is one with which a peer could keep a thread busy.
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(2);

    private long _began;

    /// <summary>How many inputs there have been.</summary>
    public long Inputs { get; private set; }

    /// <summary>Whether the present input has taken too long. Any thread.</summary>
    public bool Hangs => TimeProvider.System.GetElapsedTime(Volatile.Read(ref _began)) > LongestRun && Volatile.Read(ref _began) != 0;

    /// <summary>Runs so many, or until that is over. Returns the first defect; null if there is none.</summary>
    public Defect? Run(long inputs, Func<bool> isOver)
    {
        var random = new Random(seed);
        var mutator = new Mutator(target, random);
        for (long i = 0; i < inputs; i++)
        {
            if ((i & 0xFF) == 0)
            {
                Volatile.Write(ref _began, TimeProvider.System.GetTimestamp());
                if (isOver()) break;
            }
            ReadOnlySpan<byte> input = mutator.Next();
            try
            {
                target.Run(input, random);
            }
            catch (Exception exception)
            {
                return new Defect(target.Name, input.ToArray(), exception);
            }
            Inputs++;
        }
        Volatile.Write(ref _began, 0);
        return null;
    }
}

/// <summary>An input that a target cannot take.</summary>
internal sealed record Defect(string Target, byte[] Input, Exception Exception)
{
    public override string ToString() => $"{Target}: {Exception}\nThe input in Base64: {Convert.ToBase64String(Input)}";
}
