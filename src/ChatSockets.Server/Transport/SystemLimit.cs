using System.Globalization;

namespace ChatSockets.Server.Transport;

/// <summary>One of the system's limits, converted to connections.</summary>
/// <param name="Name">What the system calls it, as <c>vm.max_map_count</c>.</param>
/// <param name="Value">What it is set to, in its own unit.</param>
/// <param name="Taken">What is in use or kept back, in the same unit.</param>
/// <param name="Each">What a connection takes of it.</param>
/// <param name="Advice">How to raise it; {0} is the value that is needed.</param>
internal sealed record SystemLimit(string Name, long Value, long Taken, long Each, string Advice)
{
    /// <summary>
    /// How many connections fit, at least 1: a server that lets nobody in is of no use. Many are a round number, as what is in use varies a
    /// little.
    /// </summary>
    public int Connections
    {
        get
        {
            long fit = (Value - Taken) / Each;
            return (int)Math.Clamp(fit < 1000 ? fit : fit / 100 * 100, 1, int.MaxValue);
        }
    }

    /// <summary>How to raise it so that so many connections fit.</summary>
    public string AdviceFor(int connections)
    {
        // What is kept back may grow with the limit, by a sixteenth.
        long needed = (Taken + (connections * Each)) / 15 * 16;
        return string.Format(CultureInfo.InvariantCulture, Advice, (needed + 999) / 1000 * 1000);
    }
}
