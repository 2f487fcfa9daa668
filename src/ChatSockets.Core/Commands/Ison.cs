using ChatSockets.Core.Actions;
using ChatSockets.Core.Services;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>RFC 2812, 4.9 "Ison message".</summary>
internal static class Ison
{
    public static readonly Command Row = new("ISON", Handle, "ISON <nickname> ...",
        "Tells which of these users are here.")
    { MinimumParameters = 1 };

    private static void Handle(CommandContext context, in Message message)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_ISON);
        int room = writer.Remaining - " :".Length;
        var here = new List<byte>();
        for (int i = 0; i < message.Count; i++)
        {
            // The list may come as several parameters or as one.
            ReadOnlySpan<byte> names = message[i];
            foreach (Range range in names.Split((byte)' '))
            {
                // What does not fit the one line that an answer has is left out, but never half a nickname told.
                if (Find(context, names[range]) is not { } nickname || here.Count + 1 + nickname.Length > room) continue;
                if (here.Count > 0) here.Add((byte)' ');
                here.AddRange(nickname);
            }
        }
        writer.Trailing(here.ToArray());
        context.Reply.Buffer.End(ref writer);
    }

    private static byte[]? Find(CommandContext context, ReadOnlySpan<byte> name)
    {
        if (ServiceTable.TryFind(name, out Service? service)) return service.Nickname;
        return context.Server.Users.TryFind(name, out User? user) ? user.Nickname : null;
    }
}
