using System.Globalization;
using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>Modern IRC, "Connection Registration": from a connection to a user.</summary>
internal static class Registration
{
    /// <summary>Reached between the look for the account's user and the session's becoming one of it.</summary>
    public const string UserFound = "the user of an account has been found";

    /// <summary>Registers the user when all that it takes is there: nickname, user name, and no negotiation that goes on.</summary>
    public static void TryComplete(CommandContext context)
    {
        User user = context.User;
        if (user.IsRegistered || context.Session.IsNegotiating) return;
        if (user.Username.Length == 0 || (user.Nickname == User.NoNickname && context.Session.WantedNickname is null)) return;
        if (CheckPassword(context) is { } why)
        {
            context.Reply.Send(Numeric.ERR_PASSWDMISMATCH, why);
            context.Session.Close(why);
            return;
        }
        if (IsBanned(context)) return;
        if (context.Server.ToPropose is { } proposals) Propose(context, proposals);
        else Enter(context);
        // What it took to come in does not count: a client now asks a few things about each of its rooms.
        if (context.User.IsRegistered) context.Session.CommandRateLimit?.Refill();
    }

    private static void Propose(CommandContext context, Proposals proposals)
    {
        try
        {
            proposals.Propose(Entrance.Of(context.Session));
        }
        catch (StoreException exception)
        {
            context.Session.Close($"Nobody can come in at the moment: {exception.Message}");
        }
    }

    /// <summary>
    /// Lets in somebody who has all that it takes, unless the nickname is not to be had. On the connection's own thread, or on that which
    /// applies a shared log; under no lock.
    /// </summary>
    public static void Enter(CommandContext context)
    {
        if (context.Server.IsShared)
        {
            Entrance.Begin(context.Session);
            if (IsBanned(context)) return;
            Entrance.Decide(context.Session);
        }
        if (!TryEnter(context)) return;
        // A ban that came in between has not found the user yet.
        if (IsBanned(context)) return;
        MailDelivery.To(context.Server, context.User);
        context.Server.Log.Debug(
            "{Nick} registered from {Host}", Encoding.UTF8.GetString(context.User.Nickname),
                Encoding.ASCII.GetString(context.Session.Address));
    }

    /// <summary>
    /// Ends a user who matches a ban by mask, or only the connection if its address matches and the user has others. Returns whether there
    /// was such a ban. On the connection's own thread, under no lock.
    /// </summary>
    public static bool IsBanned(CommandContext context)
    {
        if (context.Server.Bans.Find(context.Session) is not { } ban) return false;
        context.Server.Log.Debug("{Source} is banned by {Ban}", Encoding.UTF8.GetString(context.User.RealSource), ban.Text);
        context.Reply.Send(Numeric.ERR_YOUREBANNEDCREEP, ban.Refusal);
        string why = $"Banned: {ban.Reason}";
        if (ban.HitsWhole(context.User)) Disconnect.End(context.Server, context.User, why);
        context.Session.Close(why, CloseCause.Removed);
        return true;
    }

    // As another session of the account's user, if that is here, or else as a user of its own; false where the nickname is not to be had.
    private static bool TryEnter(CommandContext context)
    {
        Session session = context.Session;
        User user = session.User;
        while (true)
        {
            // Since the log-in the account may have been dropped, or be another's by its password.
            Login.Confirm(context);
            if (user.Account is { } account && context.Server.Users.FindByAccount(account, session.WantedNickname) is { } present)
            {
                context.Server.Checkpoints.Reach(UserFound);
                // Who has gone since is not found again.
                if (Attachment.TryAttach(context, present)) return true;
                continue;
            }
            if (session.WantedNickname is { } wanted)
            {
                session.WantedNickname = null;
                // First, because nobody else can make an account of it while one has it.
                bool isFree = context.Server.Users.TryClaim(wanted, user);
                byte[]? owner = ReservedNicknames.OwnerOf(context.Server, user, wanted);
                if (!isFree || owner is not null)
                {
                    if (isFree) context.Server.Users.Release(user);
                    // Another one will do.
                    if (owner is not null) ReservedNicknames.Refuse(context.Reply, user, wanted, owner);
                    else NicknameChange.RefuseTaken(context, wanted);
                    return false;
                }
            }
            lock (user.Gate)
            {
                // Another session of the account may have been first.
                if (!context.Server.Users.TryRegister(user)) continue;
                user.SignOn(context.Server.Clock.GetUtcNow());
                context.Server.Users.Identified();
                if (user.IsAlwaysOn) AlwaysOn.Keep(context.Server, user, isAlwaysOn: true);
                Welcome(context);
                context.Reply.Buffer.Flush();
                return true;
            }
        }
    }

    // A wrong one counts as a wrong password of an account does; none is no guess.
    private static string? CheckPassword(CommandContext context)
    {
        if (context.Server.Password is not { } password) return null;
        if (context.Session.Password is not { } given) return "Password incorrect";
        PasswordVerdict verdict = context.Server.PasswordChecks.Guess(context.Session, () => password.IsRight(given),
            () => password.IsKnown(given));
        return verdict.IsRight ? null : verdict.Refusal() ?? "Password incorrect";
    }

    /// <summary>
    /// Welcomes a client that has completed registration, except for its rooms. Within its user's lock, so that the nickname stays the
    /// same.
    /// </summary>
    public static void Welcome(CommandContext context)
    {
        if (context.Session.IsElsewhere) return;
        ChatOptions options = context.Server.Options;
        string nickname = Encoding.UTF8.GetString(context.User.Nickname);
        string program = ProgramVersion.Text;
        context.Reply.Send(Numeric.RPL_WELCOME, $"Welcome to the {options.Network} Network, {nickname}");
        context.Reply.Send(Numeric.RPL_YOURHOST, $"Your host is {options.Name}, running version {program}");
        string started = context.Server.Started.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        context.Reply.Send(Numeric.RPL_CREATED, $"This server was created {started}");

        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_MYINFO);
        writer.Parameter(context.Server.Name);
        writer.Parameter(program);
        writer.Parameter(UserModeRow.Letters);
        writer.Parameter(RoomModeTable.AllLetters);
        writer.Parameter(RoomModeTable.ModesWithArgument);
        context.Reply.Buffer.End(ref writer);

        context.Server.Isupported.Send(context.Reply);
        UserCounts.Send(context);
        MetadataSync.OnRegistration(context);
        MessageOfTheDay.Send(context);
    }
}
