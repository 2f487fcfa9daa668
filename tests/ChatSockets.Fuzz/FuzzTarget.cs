namespace ChatSockets.Fuzz;

/// <summary>
/// Something that reads what strangers send. It is given inputs that are nearly right, because what is all wrong is refused at the first
/// byte; a defect is an exception. One thread uses it.
/// </summary>
internal abstract class FuzzTarget
{
    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Inputs that are right, from which the others are made; and those that once were defects.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Pieces that mean something to it.</summary>
    public abstract IReadOnlyList<byte[]> Words { get; }

    /// <summary>The longest input, in bytes.</summary>
    public virtual int Longest => 2048;

    /// <summary>Reads an input. Throws what it finds.</summary>
    /// <param name="input">The input.</param>
    /// <param name="random">For everything else that may vary, such as where the input is cut into pieces.</param>
    public abstract void Run(ReadOnlySpan<byte> input, Random random);

    /// <summary>Throws if something does not hold.</summary>
    protected static void Require(bool holds, string what)
    {
        if (!holds) throw new InvalidOperationException(what);
    }
}
