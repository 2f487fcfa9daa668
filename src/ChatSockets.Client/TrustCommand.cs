using System.CommandLine;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;
using ChatSockets.Client.Settings.Trust;

namespace ChatSockets.Client;

/// <summary><c>chat-client trust</c>: shows and changes which keys of servers are trusted, without connecting.</summary>
internal static class TrustCommand
{
    public static Command Create()
    {
        var server = new Argument<string?>(CommonOptions.ServerName)
        {
            Description = "HOST[:PORT], as you connect to it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        server.Validators.Add(CommonOptions.ValidateServer);
        var fingerprint = new Option<string?>("--fingerprint")
        {
            Description = "The key to trust from now on, in the place of any other.",
            HelpName = "KEY",
        };
        fingerprint.Validators.Add(CommonOptions.ValidateFingerprint);
        var forget = new Option<bool>("--forget")
        {
            Description = "Forget the key, and that the host has asked for strict security (STS).",
        };
        var config = new Option<string?>("--config")
        {
            Description = $"The settings file beside which the keys are. Also {SettingsPlace.Variable}.",
            HelpName = "FILE",
        };
        var command = new Command("trust", "Print the keys of servers that are trusted, or trust or forget one.")
        {
            server, fingerprint, forget, config,
        };
        command.Validators.Add(result =>
        {
            bool changes = result.GetResult(fingerprint) is not null || result.GetValue(forget);
            if (changes && result.GetResult(server) is not { Tokens.Count: > 0 })
                result.AddError("--fingerprint and --forget need a server: chat-client trust HOST:PORT ...");
            if (result.GetResult(fingerprint) is not null && result.GetValue(forget))
                result.AddError("--fingerprint and --forget cannot be used together.");
        });
        command.SetAction(parsed =>
        {
            var store = TrustStore.Beside(SettingsPlace.Find(parsed.GetValue(config)));
            ServerAddress? address = parsed.GetValue(server) is { } text ? ServerAddress.Parse(text, out _) : null;
            KeyFingerprint? key = parsed.GetValue(fingerprint) is { } named ? KeyFingerprint.Parse(named) : null;
            return Run(store, address, key, parsed.GetValue(forget), parsed.InvocationConfiguration);
        });
        return command;
    }

    private static int Run(
        TrustStore store, ServerAddress? server, KeyFingerprint? key, bool forgets, InvocationConfiguration streams)
    {
        try
        {
            if (server is null)
            {
                foreach (string line in store.Keys.Lines) streams.Output.WriteLine(line);
                return ExitCode.Done;
            }
            if (key is not null)
            {
                store.Remember(server, key);
                streams.Output.WriteLine($"{server} {key}");
                return ExitCode.Done;
            }
            if (forgets ? store.Forget(server) : store.KeyOf(server) is not null)
            {
                if (!forgets) streams.Output.WriteLine($"{server} {store.KeyOf(server)}");
                return ExitCode.Done;
            }
            streams.Error.WriteLine($"chat-client: no key of {server} is known");
        }
        catch (Exception failure) when (FileError.Is(failure))
        {
            streams.Error.WriteLine($"chat-client: {failure.Message}");
        }
        return ExitCode.Failed;
    }
}
