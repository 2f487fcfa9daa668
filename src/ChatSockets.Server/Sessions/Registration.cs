using System.Globalization;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Metadata;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Sessions;

/// <summary>Modern IRC, "Connection Registration": from a connection to a user.</summary>
internal static class Registration
{
    /// <summary>Registers the user when all that it takes is there: nickname, user name, and no negotiation that goes on.</summary>
    public static void TryComplete(CommandContext context)
    {
        User user = context.User;
        if (user.IsRegistered || context.Session.IsNegotiating) return;
        if (user.Username.Length == 0 || user.Nickname.AsSpan().SequenceEqual("*"u8)) return;
        if (!HasPassword(context))
        {
            context.Reply.Send(Numeric.ERR_PASSWDMISMATCH, "Password incorrect"u8);
            context.Session.Close("Password incorrect");
            return;
        }
        if (IsBanned(context)) return;
        context.Server.Users.Register(user);
        // A ban that came in between has not found the user yet.
        if (IsBanned(context)) return;
        // What it took to come in does not count: a client now asks a few things about each of its rooms.
        context.Session.FloodGate?.Refill();
        Welcome(context);
        context.Server.Log.Debug("{Nick} registered from {Host}", Encoding.UTF8.GetString(user.Nickname), Encoding.ASCII.GetString(user.Address));
    }

    private static bool IsBanned(CommandContext context)
    {
        if (context.Server.Bans.Find(context.User) is not { } ban) return false;
        context.Server.Log.Debug("{Source} is banned by {Ban}", Encoding.UTF8.GetString(context.User.RealSource), ban.Text);
        context.Reply.Send(Numeric.ERR_YOUREBANNEDCREEP, ban.Refusal);
        context.Session.Close($"Banned: {ban.Reason}");
        return true;
    }

    private static bool HasPassword(CommandContext context) =>
        context.Server.Password is not { } password || password.IsRight(context.Session.Password ?? []);

    private static void Welcome(CommandContext context)
    {
        ServerOptions options = context.Server.Options;
        string nickname = Encoding.UTF8.GetString(context.User.Nickname);
        string program = Commands.Version.Program;
        context.Reply.Send(Numeric.RPL_WELCOME, $"Welcome to the {options.Network} Network, {nickname}");
        context.Reply.Send(Numeric.RPL_YOURHOST, $"Your host is {options.Name}, running version {program}");
        string started = context.Server.Started.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        context.Reply.Send(Numeric.RPL_CREATED, $"This server was created {started}");

        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_MYINFO);
        writer.Parameter(context.Server.Name);
        writer.Parameter(program);
        writer.Parameter(UserModeRow.Letters);
        writer.Parameter(RoomModeTable.AllLetters);
        writer.Parameter(RoomModeTable.LettersWithArgument);
        context.Reply.Buffer.End(ref writer);

        context.Server.Isupported.Send(context);
        Lusers.Send(context);
        MetadataSync.OnRegistration(context);
        Motd.Send(context);
    }
}
