using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>RFC 2812, 4.9 "Ison message".</summary>
internal static class Ison
{
    public static readonly Command Row = new("ISON", Handle, "ISON <nickname> ...", "Tells which of these users are here.") { MinimumParameters = 1 };

    private static void Handle(CommandContext context, in Message message)
    {
        var here = new List<byte>();
        for (int i = 0; i < message.Count; i++)
        {
            // The list may come as several parameters or as one.
            ReadOnlySpan<byte> names = message[i];
            foreach (Range range in names.Split((byte)' '))
            {
                if (!context.Server.Users.TryFind(names[range], out User? user)) continue;
                if (here.Count > 0) here.Add((byte)' ');
                here.AddRange(user.Nickname);
            }
        }
        context.Reply.Send(Numeric.RPL_ISON, here.ToArray());
    }
}
