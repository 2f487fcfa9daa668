using System.CommandLine;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>chat-client tail</c>: what others say, from now on.</summary>
internal static class TailCommand
{
    public static Command Create(CommonOptions common, RunClient run)
    {
        Argument<string> server = CommonOptions.Server();
        var count = new CountOption("Leave after so many lines.");
        var since = new SinceOption("Also print messages since then");
        // There is nothing else that it could do; hands that know tail(1) type it.
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what is said from now on, as tail always does." };
        var command = new Command("tail", "Print messages from now on, until Ctrl-C.") { server, count, since, follow };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(server), timeoutIsForConnecting: false);
            var listen = new ListenOptions(null, parsed.GetValue(count), common.ReadTimeout(parsed));
            return run(options with { Since = since.Read(parsed) }, app => new Listen(app, ScriptStreams.Console(), listen));
        });
        return command;
    }
}
