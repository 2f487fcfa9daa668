using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;
using ChatSockets.Client.Discovery;
using ChatSockets.Client.Options;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>chat-client discover</c>: which servers there are on this machine's networks.</summary>
/// <param name="json">The option for objects.</param>
internal sealed class DiscoverCommand(Option<bool> json)
{
    private readonly Option<int> _port = new("--port")
    {
        Description = $"The port on which the servers are asked ({ServerAddress.DefaultPort}); each has its own.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => ServerAddress.DefaultPort,
    };

    private readonly Option<double> _time = new("--time")
    {
        Description = "Seconds to wait for answers (1).",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => ServerSearch.UsualTime.TotalSeconds,
    };

    private readonly Option<string?> _interface = new("--interface")
    {
        Description = "Ask only on this network interface; on every one without it.",
        HelpName = "NAME",
    };

    public static Command Create(CommonOptions common) => new DiscoverCommand(common.Json).Build();

    private Command Build()
    {
        var command = new Command("discover", "Print the servers on this machine's networks: name, address, users, version, key, message.")
        {
            _port, _time, _interface, json,
        };
        _port.Validators.Add(result =>
        {
            if (result.Tokens.Count != 1) return;
            string text = result.Tokens[0].Value;
            bool isValid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535;
            if (!isValid) result.AddError($"'{text}' is not a port: --port is a number from 1 to 65535.");
        });
        _time.Validators.Add(result => Seconds.Validate(result, "--time", least: 0.05));
        _interface.Validators.Add(result =>
        {
            if (result.Tokens.Count != 1) return;
            IReadOnlyList<string> names = SearchTarget.InterfaceNames();
            if (!names.Contains(result.Tokens[0].Value))
            {
                result.AddError($"--interface: there is no interface '{result.Tokens[0].Value}' that is up; there are: "
                    + $"{string.Join(", ", names)}.");
            }
        });
        command.SetAction(parsed => Run(SearchTarget.Everywhere(parsed.GetValue(_port), parsed.GetValue(_interface)),
            TimeSpan.FromSeconds(parsed.GetValue(_time)), parsed.GetValue(json)));
        return command;
    }

    private static int Run(IReadOnlyList<SearchTarget> targets, TimeSpan time, bool isJson)
    {
        IReadOnlyList<FoundServer> found;
        using (var search = new ServerSearch(targets)) found = search.Run(time);
        if (found.Count == 0)
        {
            Console.Error.WriteLine(
                $"chat-client: no server answered within {time.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s. A server on another "
                + "port is found with --port, one on another network only by its address; and a firewall may drop the question or the "
                + "answer");
            return ExitCode.TimedOut;
        }
        return StandardOutput.Write(isJson ? Objects(found) : Encoding.UTF8.GetBytes(ServerTable.Text(found, !Console.IsOutputRedirected)));
    }

    private static byte[] Objects(IReadOnlyList<FoundServer> servers)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (FoundServer each in servers)
        {
            JsonLine.WriteServer(DateTimeOffset.UtcNow, each, output);
            output.Write("\n"u8);
        }
        return output.WrittenSpan.ToArray();
    }
}
