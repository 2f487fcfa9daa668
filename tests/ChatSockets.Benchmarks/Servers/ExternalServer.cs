using System.Diagnostics;
using System.Net;

namespace ChatSockets.Benchmarks.Servers;

/// <summary>A server that runs already; with its process id its CPU and memory are measured too. It is never stopped.</summary>
internal sealed class ExternalServer(string name, IPEndPoint endPoint, int? pid) : ServerKind
{
    public override string Name => name;

    public override string HowToInstall => "start it first";

    public override bool IsInstalled => true;

    public override RunningServer Start()
    {
        try
        {
            return new RunningServer(endPoint, pid is { } id ? Process.GetProcessById(id) : null);
        }
        catch (ArgumentException e)
        {
            throw new BenchException(e.Message);
        }
    }
}
