using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "USER message".</summary>
internal static class UserCommand
{
    public static readonly Command Row = new("USER", Handle, "USER <username> 0 * :<real name>",
        "Tells who you are, once, at the beginning.")
    {
        BeforeRegistration = true,
        MinimumParameters = 4,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (context.User.IsRegistered)
        {
            context.Reply.AlreadyRegistered();
            return;
        }
        if (message[0].IsEmpty || message[3].IsEmpty)
        {
            context.Reply.NeedMoreParameters(Verbs.User);
            return;
        }
        context.User.Username = Clean(message[0]);
        context.User.RealName = Utf8Text.Clip(message[3], User.MaximumRealNameBytes).ToArray();
        Registration.TryComplete(context);
    }

    // Letters, digits and a few marks: what is left cannot be mistaken for another part of a source or a mask.
    private static byte[] Clean(ReadOnlySpan<byte> username)
    {
        var clean = new List<byte> { (byte)'~' };
        foreach (byte letter in username)
        {
            if (clean.Count == User.MaximumUsernameBytes) break;
            if (char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'-' or (byte)'_' or (byte)'.') clean.Add(letter);
        }
        if (clean.Count == 1) clean.AddRange("user"u8);
        return [.. clean];
    }
}
