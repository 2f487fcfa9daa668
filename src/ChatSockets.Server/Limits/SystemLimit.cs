using System.Globalization;

namespace ChatSockets.Server.Limits;

/// <summary>One of the system's limits, converted to connections.</summary>
/// <param name="Name">Its name in the system, such as <c>vm.max_map_count</c>.</param>
/// <param name="Value">Its value, in its own unit.</param>
/// <param name="Taken">The part in use or reserved, in the same unit.</param>
/// <param name="Each">The use of one connection.</param>
/// <param name="Advice">How to raise it; {0} is the needed value.</param>
internal sealed record SystemLimit(string Name, long Value, long Taken, long Each, string Advice)
{
    /// <summary>
    /// The number of connections that fit, at least 1, because a server without any is useless. Large numbers are rounded down, because
    /// usage varies a little.
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
