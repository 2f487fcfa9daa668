using Serilog;
using Serilog.Events;

namespace ChatSockets.Server.Transport;

/// <summary>
/// The number of connections that the server really accepts: <c>max-connections</c>, or what the system can carry where that is less.
/// Beyond it a newcomer is refused; without it the runtime would end the whole process when a thread cannot have what it needs (promise 5).
/// </summary>
/// <param name="Setting">What <c>max-connections</c> says.</param>
/// <param name="System">The least of the system's limits; null where none is known.</param>
internal sealed record ConnectionLimit(int Setting, SystemLimit? System)
{
    /// <summary>Whether the system carries less than the setting asks for.</summary>
    public bool IsSystems => System is { } system && system.Connections < Setting;

    /// <summary>The limit in force.</summary>
    public int InForce => IsSystems ? System!.Connections : Setting;

    /// <summary>What sets it, for people.</summary>
    public string Reason => IsSystems ? $"{System!.Name} is {System.Value}" : $"max-connections is {Setting}";

    /// <summary>
    /// Tells at the start, and when a reload changes it, what the limit is. A warning only if it is less than somebody has set: the default
    /// is for large machines.
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
