using System.CommandLine;
using System.Text.Json;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Limits;

namespace ChatSockets.Server.Diagnostics.Doctor;

/// <summary>
/// <c>chat-server doctor</c>: looks whether a server with these settings can run well here, and says what to do where it cannot. Exit code
/// 0: all is well; 3: something should be better; 1: something is wrong. It changes nothing.
/// </summary>
internal sealed class DoctorCommand(SettingFlags flags, ProgramStreams streams)
{
    private readonly Option<bool> _json = new("--json") { Description = "Prints the findings as lines of JSON." };

    public Command Create()
    {
        var doctor = new Command("doctor", "Looks whether a server with these settings can run well here.") { _json };
        doctor.SetAction(Run);
        return doctor;
    }

    private int Run(ParseResult result)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(flags.Read(result, streams.Environment));
        if (loaded.Errors.Count > 0) return streams.Refuse(loaded.Errors);
        Verdict worst = Verdict.Ok;
        foreach (Finding finding in Findings(loaded.Options.ForServer))
        {
            Print(finding, result.GetValue(_json));
            if (finding.Verdict > worst) worst = finding.Verdict;
        }
        return worst switch
        {
            Verdict.Ok => ExitCode.Done,
            Verdict.Warn => ExitCode.Warned,
            _ => ExitCode.CouldNotRun,
        };
    }

    private static IEnumerable<Finding> Findings(ServerOptions options) =>
    [
        .. PortCheck.Run(options), .. LimitsCheck.Run(options, SystemLimits.ReadAll()), .. DataCheck.Run(options),
        .. ClusterCheck.Run(options),
        .. CertificateCheck.Run(options, DateTimeOffset.UtcNow), .. ClockCheck.Run(), .. AddressCheck.Run(options),
    ];

    private void Print(Finding finding, bool isJson)
    {
        if (isJson)
        {
            streams.Output.WriteLine(JsonSerializer.Serialize(finding, FindingJson.Default.Finding));
            return;
        }
        streams.Output.WriteLine($"{finding.Verdict.ToString().ToLowerInvariant(),-5} {finding.Check,-12} {finding.Text}");
        if (finding.Advice is { } advice) streams.Output.WriteLine($"{"",-18} {advice}");
    }
}
