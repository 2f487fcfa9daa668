using System.CommandLine;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>chat-client who</c>: who is in a room.</summary>
internal static class WhoCommand
{
    public static Command Create(CommonOptions common, RunClient run)
    {
        Argument<string> server = CommonOptions.Server();
        var join = new Option<bool>("--join") { Description = "Enter the room first: some servers show its members to members only." };
        var command = new Command("who", "Print the members of a room without entering it: nickname, here or away, account, address, name.")
        {
            server, join,
        };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(server));
            IReadOnlyList<string> rooms = options.Rooms;
            return run(parsed.GetValue(join) ? options : options with { Rooms = [] },
                app => new ListMembers(app, ScriptStreams.Console(), rooms));
        });
        return command;
    }
}
