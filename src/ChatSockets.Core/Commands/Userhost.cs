using ChatSockets.Core.Actions;
using ChatSockets.Core.Services;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "USERHOST message": up to five nicknames.</summary>
internal static class Userhost
{
    private const int MaximumNicknames = 5;

    // What surely fits a line behind the longest server name and nickname.
    private const int BytesInLine = 380;

    public static readonly Command Row = new("USERHOST", Handle, "USERHOST <nickname> ...",
        "Tells from where users come and whether they are away.")
    { MinimumParameters = 1 };

    private static void Handle(CommandContext context, in Message message)
    {
        var list = new List<byte>();
        for (int i = 0; i < Math.Min(message.Count, MaximumNicknames); i++)
        {
            if (Find(context, message[i]) is not { } word) continue;
            if (list.Count + word.Length > BytesInLine) Flush();
            if (list.Count > 0) list.Add((byte)' ');
            list.AddRange(word);
        }
        Flush();

        void Flush()
        {
            context.Reply.Send(Numeric.RPL_USERHOST, list.ToArray());
            list.Clear();
        }
    }

    private static byte[]? Find(CommandContext context, ReadOnlySpan<byte> nickname)
    {
        if (ServiceTable.TryFind(nickname, out Service? service))
            return [.. service.Nickname, .. "=+"u8, .. service.Nickname, (byte)'@', .. context.Server.Name];
        if (!context.Server.Users.TryFind(nickname, out User? user)) return null;
        return [.. user.Nickname, .. user.IsOperator ? "*="u8 : "="u8, user.Away is null ? (byte)'+' : (byte)'-', .. user.Username,
            (byte)'@', .. user.Host];
    }
}
