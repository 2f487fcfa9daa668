using System.CommandLine;
using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Modes;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks;

/// <summary>The options that every mode of the load generator has, and how a mode is run with them.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string> _server = new("--server")
    {
        Description = "chatsockets, chatsockets-disk, ngircd, inspircd, HOST:PORT, several with commas, or all that are installed",
        DefaultValueFactory = _ => "all",
    };

    private readonly Option<string?> _binary =
        new("--binary") { Description = "our chat-server, dll or executable; by default the one built along with this" };

    private readonly Option<string> _serverArguments = new("--server-args")
    {
        Description = $"more arguments for our chat-server, after '{ChatSocketsServer.DefaultArguments}'",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<int?> _pid = new("--pid") { Description = "process of the server at HOST:PORT, to see its CPU and memory" };

    private readonly Option<int> _rounds = new("--rounds")
    {
        Description = "measure all servers in turn this often, print medians",
        DefaultValueFactory = _ => 1
    };

    private readonly Option<string?> _json = new("--json") { Description = "write the results to this file too" };

    private readonly Option<string> _capabilities = new("--caps")
    {
        Description = "capabilities that every connection asks for, such as 'message-tags server-time'",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<int> _capabilitiesEvery = new("--caps-every")
    {
        Description = "one in so many connections asks for them",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _handshakes = new("--handshakes")
    {
        Description = "accepted connections that may be registering at the same time",
        DefaultValueFactory = _ => 16384,
    };

    private readonly Option<bool> _tls = new("--tls") { Description = "all connections speak TLS" };

    private readonly Option<int> _text = new("--text") { Description = "bytes of text in a line", DefaultValueFactory = _ => 90 };

    /// <summary>Makes the command of a mode: these options, the mode's own, and what runs it.</summary>
    /// <param name="name">The mode's.</param>
    /// <param name="description">What it measures.</param>
    /// <param name="own">Its options.</param>
    /// <param name="create">Makes it.</param>
    /// <param name="needed">Capabilities that are asked for in any case.</param>
    public Command Command(string name, string description, Option[] own, Func<ParseResult, LoadOptions, IMode> create,
        params string[] needed)
    {
        var command = new Command(name, description);
        Option[] common =
        [
            _server, _binary, _serverArguments, _pid, _rounds, _json, _capabilities, _capabilitiesEvery, _handshakes, _text, _tls,
        ];
        foreach (Option option in own.Concat(common)) command.Options.Add(option);
        command.SetAction(result => Run(result, create, needed));
        return command;
    }

    /// <summary>Makes the command that measures one load after the other and prints one table.</summary>
    public Command Table(string name, string description, Func<LoadOptions, bool, IReadOnlyList<TableRow>> create)
    {
        var brief = new Option<bool>("--short") { Description = "seconds in the place of minutes, for a first look" };
        var file = new Option<string?>("--markdown") { Description = "write the table to this file too" };
        var command = new Command(name, description) { _server, _binary, _serverArguments, _rounds, brief, file };
        command.SetAction(result => Guard(() =>
        {
            var table = new MarkdownTable();
            foreach (TableRow row in create(new LoadOptions(16384, [], 90), result.GetValue(brief)))
            {
                Console.Error.WriteLine(row.Name);
                IReadOnlyList<ServerKind> servers = ServerSelection.Select(result.GetRequiredValue(_server), result.GetValue(_binary),
                    result.GetRequiredValue(_serverArguments), pid: null, row.HasTags, row.IsEncrypted);
                table.Add(row, ModeRunner.Collect(row.Mode, servers, result.GetRequiredValue(_rounds), row.IsEncrypted));
            }
            Console.Out.WriteLine(table);
            if (result.GetValue(file) is { } path) File.WriteAllText(path, table.ToString());
        }));
        return command;
    }

    private static int Guard(Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (BenchException e)
        {
            Console.Error.WriteLine($"chat-bench: {e.Message}");
            return 1;
        }
    }

    private int Run(ParseResult result, Func<ParseResult, LoadOptions, IMode> create, string[] needed) => Guard(() =>
    {
        string[] capabilities = [.. result.GetRequiredValue(_capabilities).Split(' ', StringSplitOptions.RemoveEmptyEntries).Union(needed)];
        var load = new LoadOptions(result.GetRequiredValue(_handshakes), capabilities, result.GetRequiredValue(_text),
            result.GetRequiredValue(_capabilitiesEvery));
        IReadOnlyList<ServerKind> servers = ServerSelection.Select(
            result.GetRequiredValue(_server),
            result.GetValue(_binary),
            result.GetRequiredValue(_serverArguments),
            result.GetValue(_pid),
            capabilities.Length > 0,
            result.GetValue(_tls));
        ModeRunner.Run(create(result, load), servers, result.GetRequiredValue(_rounds), result.GetValue(_json), result.GetValue(_tls));
    });
}
