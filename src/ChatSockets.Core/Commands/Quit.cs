using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Modern IRC, "QUIT message": a reason comes behind "Quit: ", none leaves the word alone. The connection's thread says goodbye when the
/// handler has returned.
/// </summary>
internal static class Quit
{
    public static readonly Command Row = new("QUIT", Handle, "QUIT [:<reason>]", "Leaves the server.") { BeforeRegistration = true };

    private static void Handle(CommandContext context, in Message message) =>
        context.Session.Close(message[0].IsEmpty ? Session.NoReason : $"{Session.NoReason}: {Encoding.UTF8.GetString(message[0])}",
            CloseCause.Quit);
}
