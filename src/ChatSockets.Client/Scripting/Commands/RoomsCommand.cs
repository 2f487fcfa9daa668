using System.CommandLine;
using ChatSockets.Client.Core;
using ChatSockets.Client.Options;

namespace ChatSockets.Client.Scripting.Commands;

/// <summary><c>chat-client rooms</c>: which rooms there are.</summary>
internal static class RoomsCommand
{
    public static Command Create(CommonOptions common, RunClient run)
    {
        Argument<string> server = CommonOptions.Server();
        var command = new Command("rooms", "Print the server's rooms without entering any: name, number of members, topic.") { server };
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            if (common.NamesRooms(result)) result.AddError("rooms lists all rooms: leave out --room.");
        });
        command.SetAction(parsed =>
        {
            ClientOptions options = common.Read(parsed, parsed.GetRequiredValue(server));
            return run(options with { Rooms = [] }, app => new ListRooms(app, ScriptStreams.Console()));
        });
        return command;
    }
}
