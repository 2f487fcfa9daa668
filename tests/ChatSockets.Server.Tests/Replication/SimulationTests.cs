using System.Globalization;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>
/// Servers that share a log are one chat, whatever happens to them. <c>CHAT_SEEDS=FROM-TO</c> has other seeds tried than the few that are
/// tried each time.
/// </summary>
public sealed class SimulationTests
{
    [Fact]
    public void All_servers_agree_and_nothing_that_was_echoed_is_lost_doubled_or_in_another_order()
    {
        string[] range = (Environment.GetEnvironmentVariable("CHAT_SEEDS") ?? "1-200").Split('-');
        int first = int.Parse(range[0], CultureInfo.InvariantCulture), last = int.Parse(range[1], CultureInfo.InvariantCulture);
        int echoes = 0;
        for (int seed = first; seed <= last; seed++)
        {
            using var simulation = new Simulation(seed);
            IReadOnlyList<string> faults = simulation.Run();
            string.Join("\n", faults).Should().BeEmpty("of the seed {0}, in which this happened:\n{1}\n", seed, simulation.Story);
            echoes += simulation.EchoCount;
        }
        echoes.Should().BeGreaterThan(last - first);
    }
}
