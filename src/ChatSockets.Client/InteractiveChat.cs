using System.CommandLine;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;
using ChatSockets.Client.Discovery;
using ChatSockets.Client.Hooks;
using ChatSockets.Client.Logs;
using ChatSockets.Client.Options;
using ChatSockets.Client.Plain;
using ChatSockets.Client.Recording;
using ChatSockets.Client.Screen;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Files;
using ChatSockets.Client.Settings.Trust;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client;

/// <summary>
/// <c>chat-client [SERVER]</c>: the full screen, lines of text for a screen reader or a dumb terminal, or a pipe, as the terminal, the
/// options and the settings say.
/// </summary>
internal sealed class InteractiveChat(
    CommonOptions common, Argument<string> server, Func<ClientOptions, Func<ClientApp, IFrontend>, int> run)
{
    private readonly Option<bool> _plain = new("--plain")
    {
        Description = "Lines of text in place of the full screen, for a screen reader; also with ACCESSIBLE=1 in the environment.",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = $"The settings file. Also {SettingsPlace.Variable}.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _record = new("--record")
    {
        Description = "Write what comes in and what is typed, without passwords, to a new file for chat-client replay.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_record);
        command.Options.Add(_plain);
        command.Options.Add(_config);
    }

    public int Run(ParseResult parsed)
    {
        ClientOptions named = common.Read(parsed, parsed.GetRequiredValue(server));
        bool isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected && !parsed.GetValue(common.Json);
        Recorder? recorder = null;
        if (parsed.GetValue(_record) is { } file)
        {
            try
            {
                recorder = new Recorder(PrivateFile.New(file), TimeProvider.System);
            }
            catch (Exception unusable) when (FileError.Is(unusable))
            {
                Console.Error.WriteLine($"chat-client: --record: {unusable.Message}");
                return ExitCode.WrongUsage;
            }
        }
        using (recorder) return Run(parsed, named, isTerminal, recorder);
    }

    private int Run(ParseResult parsed, ClientOptions named, bool isTerminal, Recorder? recorder)
    {
        if (!isTerminal) return Start([named], recorder, "pipe", app => new PipeChat(app, ScriptStreams.Console()));
        SettingsPlace place = SettingsPlace.Find(parsed.GetValue(_config));
        LoadedSettings loaded = place.Load();
        if (loaded.Errors.Count > 0)
        {
            foreach (SettingsError each in loaded.Errors) Console.Error.WriteLine($"chat-client: {each.Where}: {each.Reason}");
            Console.Error.WriteLine("chat-client: see chat-client config check");
            return ExitCode.WrongUsage;
        }
        ClientSettings settings = loaded.Settings;
        named = named with { Tls = named.Tls with { Store = TrustStore.Beside(place) } };
        bool isPlain = parsed.GetValue(_plain) || settings.Plain == PlainMode.Always || WantsPlain();
        FirstAnswers? answers = null;
        IReadOnlyList<ClientOptions> networks = [named];
        if (parsed.GetResult(server) is not { Implicit: false })
        {
            if (settings.Networks.Any(each => each.AutoConnect)) networks = Remembered(settings, named);
            else if (settings.Networks.Count == 0)
            {
                using var prompt = new LinePrompt();
                answers = FirstRun.Ask(prompt, named, Search, isPlain);
                if (answers is null) return ExitCode.Signalled + 2;
                networks = [answers.Options];
            }
        }
        string? state = StateFolder(place);
        networks = [.. networks.Select(each => each with
        {
            StateFolder = state,
            Highlights = settings.Highlight,
            Ignored = settings.Ignore,
            AnswersCtcp = each.AnswersCtcp && settings.Ctcp,
        })];
        string? logs = settings.Log is not { Enabled: true } log ? null
            : log.Folder ?? (state is null ? null : Path.Combine(state, "logs"));
        return Start(networks, recorder, isPlain ? "plain" : "screen", app =>
        {
            if (logs is not null) app.Log = new ChatLog(logs, app.TellError);
            foreach (HookSettings each in settings.Hooks) app.Listeners.Add(new HookRunner(app, each, new Highlights(settings.Highlight)));
            if (answers is not null) app.Listeners.Add(new FirstRun(app, place, answers));
            return isPlain
                ? new PlainChat(app, ScriptStreams.Console(), settings)
                : new ScreenChat(app, OpenTerminal, ColorDepths.FromEnvironment(Environment.GetEnvironmentVariable), settings);
        });
    }

    private int Start(IReadOnlyList<ClientOptions> networks, Recorder? recorder, string front, Func<ClientApp, IFrontend> frontend)
    {
        recorder?.Begin(front, networks);
        return run(networks[0] with { Others = [.. networks.Skip(1)] }, app =>
        {
            app.Recorder = recorder;
            return frontend(app);
        });
    }

    private static bool WantsPlain() => Environment.GetEnvironmentVariable("TERM") == "dumb"
        || Environment.GetEnvironmentVariable("ACCESSIBLE") is { Length: > 0 } accessible && accessible != "0";

    private static IReadOnlyList<FoundServer> Search()
    {
        using var search = new ServerSearch(SearchTarget.Everywhere(ServerAddress.DefaultPort));
        return search.Run(ServerSearch.UsualTime);
    }

    private static IReadOnlyList<ClientOptions> Remembered(ClientSettings settings, ClientOptions named)
    {
        var passwords = new PasswordSource(settings.Networks, Environment.GetEnvironmentVariable,
            new PasswordCommand(PasswordCommand.DefaultDeadline));
        return [.. settings.Networks.Where(each => each.AutoConnect).Select(each => NetworkOptions.Of(each, passwords, named))];
    }

    private static string? StateFolder(SettingsPlace place)
    {
        try
        {
            place.MakeStateFolder();
            return place.StateFolder;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            // What was not sent yet lives as long as the program.
            return null;
        }
    }

    private static ITerminal OpenTerminal(Action<TerminalEvent> post) =>
        OperatingSystem.IsWindows() ? new WindowsTerminal(post) : new UnixTerminal(post);
}
