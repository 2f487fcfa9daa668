using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "QUIT message": the connection's thread says goodbye when the handler has returned.</summary>
internal static class Quit
{
    public static readonly Command Row = new("QUIT", Handle, "QUIT [:<reason>]", "Leaves the server.") { BeforeRegistration = true };

    private static void Handle(CommandContext context, in Message message) =>
        context.Session.Close("Quit: " + Encoding.UTF8.GetString(message[0]));
}
