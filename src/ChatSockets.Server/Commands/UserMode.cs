using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "MODE message", "User mode": i, for those who do not want to be found by WHO.</summary>
internal static class UserMode
{
    /// <summary>The letters there are (RPL_MYINFO).</summary>
    public const string Letters = "i";

    public static void Handle(CommandContext context, ReadOnlySpan<byte> changes)
    {
        User user = context.User;
        if (changes.IsEmpty)
        {
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_UMODEIS);
            writer.Parameter(user.IsInvisible ? "+i"u8 : "+"u8);
            context.Reply.Buffer.End(ref writer);
            return;
        }

        bool was = user.IsInvisible, on = true, unknown = false;
        foreach (byte letter in changes)
        {
            switch (letter)
            {
                case (byte)'+' or (byte)'-':
                    on = letter == (byte)'+';
                    break;
                case (byte)'i':
                    context.Server.Users.SetInvisible(user, on);
                    break;
                default:
                    unknown = true;
                    break;
            }
        }
        if (user.IsInvisible != was)
            context.TellUser(Lines.Mode(user, user.Nickname, user.IsInvisible ? "+i"u8 : "-i"u8, []));
        if (unknown) context.Reply.Send(Numeric.ERR_UMODEUNKNOWNFLAG, "Unknown MODE flag"u8);
    }
}
