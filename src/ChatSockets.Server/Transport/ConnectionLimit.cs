using ChatSockets.Server.Limits;
using Serilog;
using Serilog.Events;

namespace ChatSockets.Server.Transport;

/// <summary>
/// The number of connections that the server really accepts: <c>max-connections</c>, or fewer if the system cannot carry as many. Further
/// clients are refused; otherwise the runtime would end the whole process when a thread cannot get what it needs (promise 5).
/// </summary>
/// <param name="Setting">The value of <c>max-connections</c>.</param>
/// <param name="System">The lowest limit of the system; null if none is known.</param>
internal sealed record ConnectionLimit(int Setting, SystemLimit? System)
{
    /// <summary>Whether the system carries less than the setting asks for.</summary>
    public bool IsSystems => System is { } system && system.Connections < Setting;

    /// <summary>The limit in force.</summary>
    public int InForce => IsSystems ? System!.Connections : Setting;

    /// <summary>The reason of the limit, for people.</summary>
    public string Reason => IsSystems ? $"{System!.Name} is {System.Value}" : $"max-connections is {Setting}";

    /// <summary>
    /// Logs the limit at the start and when a reload changes it. A warning only if it is below a configured value, because the default is
    /// meant for large machines.
    /// </summary>
    public void Log(ILogger log)
    {
        if (!IsSystems)
        {
            log.Information("Up to {Limit} connections at a time: {Reason}", InForce, Reason);
            return;
        }
        log.Write(
            Setting == ServerOptions.DefaultMaximumConnections ? LogEventLevel.Information : LogEventLevel.Warning,
            "Up to {Limit} connections at a time, not the {Setting} of max-connections: {Reason}; {Advice}",
            InForce, Setting, Reason, System!.AdviceFor(Setting));
    }
}
