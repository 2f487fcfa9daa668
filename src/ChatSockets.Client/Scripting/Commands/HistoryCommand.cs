using System.CommandLine;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>chat-client history</c>: what was said before.</summary>
internal static class HistoryCommand
{
    public static Command Create(CommonOptions common, RunClient run)
    {
        Argument<string> server = CommonOptions.Server();
        var since = new SinceOption("Only messages since then");
        var count = new CountOption("Only the last so many messages.");
        var command = new Command("history", "Print what was said in the room before, oldest first, and leave.") { server, since, count };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(server));
            return run(options, app => new PrintHistory(app, ScriptStreams.Console(), since.Read(parsed), parsed.GetValue(count)));
        });
        return command;
    }
}
