using ChatSockets.Server.Limits;


namespace ChatSockets.Server.Diagnostics.Doctor;

/// <summary>Whether the system's limits carry as many connections as <c>max-connections</c> allows.</summary>
internal static class LimitsCheck
{
    private const string Name = "limits";

    public static IEnumerable<Finding> Run(ServerOptions options, IEnumerable<SystemLimit> limits)
    {
        int wanted = options.MaximumConnections;
        foreach (SystemLimit limit in limits.OrderBy(limit => limit.Connections))
        {
            string carries = $"{limit.Name} is {limit.Value}, good for {limit.Connections} connections";
            yield return limit.Connections >= wanted
                ? new Finding(Name, Verdict.Ok, $"{carries}.")
                : new Finding(Name, Verdict.Warn, $"{carries}, fewer than the {wanted} of max-connections.", limit.AdviceFor(wanted));
        }
    }
}
