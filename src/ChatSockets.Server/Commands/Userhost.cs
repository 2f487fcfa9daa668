using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "USERHOST message": up to five nicknames.</summary>
internal static class Userhost
{
    public static readonly Command Row = new("USERHOST", Handle, "USERHOST <nickname> ...", "Tells from where users come and whether they are away.") { MinimumParameters = 1 };

    private static void Handle(CommandContext context, in Message message)
    {
        var list = new List<byte>();
        for (int i = 0; i < Math.Min(message.Count, 5); i++)
        {
            if (!context.Server.Users.TryFind(message[i], out User? user)) continue;
            if (list.Count > 0) list.Add((byte)' ');
            list.AddRange(user.Nickname);
            list.AddRange(user.Away is null ? "=+"u8 : "=-"u8);
            list.AddRange(user.Username);
            list.Add((byte)'@');
            list.AddRange(user.Host);
        }
        context.Reply.Send(Numeric.RPL_USERHOST, list.ToArray());
    }
}
