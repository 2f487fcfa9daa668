using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>
/// Runs a mode over the servers, each round every server once, so that a machine that warms up or slows down does it to
/// all of them; a server is started afresh for each measurement.
/// </summary>
internal static class ModeRunner
{
    public static void Run(IMode mode, IReadOnlyList<ServerKind> servers, int rounds, string? jsonFile, bool isEncrypted)
    {
        Result[] combined = Collect(mode, servers, rounds, isEncrypted);
        ResultTable.Print(Console.Out, $"{mode.Title}{(isEncrypted ? "; TLS" : "")}{(rounds > 1 ? $"; median of {rounds} rounds" : "")}",
            combined, mode.Goals);
        if (jsonFile is not null) JsonReport.Write(jsonFile, mode.Title, combined);
    }

    /// <summary>Measures, and puts the rounds together.</summary>
    public static Result[] Collect(IMode mode, IReadOnlyList<ServerKind> servers, int rounds, bool isEncrypted)
    {
        var results = servers.ToDictionary(server => server, _ => new List<Result>());
        for (int round = 1; round <= rounds; round++)
        {
            foreach (ServerKind server in servers)
            {
                Console.Error.WriteLine($"{server.Name}: round {round} of {rounds}");
                Measured measured = Measure(mode, server, isEncrypted);
                results[server].Add(new Result(server.Name, server.IsOurs, measured.Metrics, measured.Notes));
            }
        }
        return [.. servers.Select(server => Result.OfRounds(results[server]))];
    }

    private static Measured Measure(IMode mode, ServerKind kind, bool isEncrypted)
    {
        // Disposed in the reverse order: the server dies first and need not say goodbye to thousands.
        RunningServer server = kind.Start();
        using var driver = new Driver(server.EndPoint, isEncrypted);
        using (server)
        {
            try
            {
                return mode.Measure(driver, server);
            }
            catch (BenchException e)
            {
                string state = server.HasExited ? "; the server has exited" : "";
                throw new BenchException($"{kind.Name}: {e.Message}{state}");
            }
        }
    }
}
