using System.Buffers;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Bans;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// The common part of KLINE and DLINE, UNKLINE and UNDLINE, which no specification describes: they follow Ergo and InspIRCd.
/// </summary>
internal static class ServerBanCommand
{
    private const string NoReason = "No reason given";

    private static readonly SearchValues<byte> NotInDurations = SearchValues.Create("!@*?.:"u8);

    /// <summary>Parses the typed target of a ban; null, and the reason, if it cannot be banned.</summary>
    public delegate ServerBan? Parser(ReadOnlySpan<byte> text, out string? error);

    /// <summary><c>[duration] whom [:reason]</c>, or nothing for the list.</summary>
    public static void Set(CommandContext context, in Message message, ReadOnlySpan<byte> verb, Parser parse)
    {
        int whom = BanDuration.TryParse(message[0], out TimeSpan? duration) ? 1 : 0;
        if (message.Count <= whom)
        {
            context.Reply.NeedMoreParameters(verb);
            return;
        }
        // What begins like a duration and could be nobody's name, mask or address: a slip must not ban somebody else, whom the next word
        // names.
        if (whom == 0 && message.Count > 1 && char.IsAsciiDigit((char)message[0][0]) && !message[0].ContainsAny(NotInDurations))
        {
            context.Reply.Refuse(verb, "INVALID_DURATION"u8, "How long? 10m, 2h, 7d, 1d12h or permanent"u8);
            return;
        }
        if (parse(message[whom], out string? error) is not { } ban)
        {
            context.Reply.Refuse(verb, "INVALID_BAN"u8, Encoding.UTF8.GetBytes(error!));
            return;
        }
        if (context.User.Sessions.Any(ban.Hits))
        {
            context.Reply.Refuse(verb, "INVALID_BAN"u8, Encoding.UTF8.GetBytes($"{ban.Text} would ban yourself"));
            return;
        }
        string reason = Encoding.UTF8.GetString(Utf8Text.Clip(message[whom + 1], ServerBan.MaximumReasonBytes));
        Set(context, Encoding.ASCII.GetString(verb), ban with { Reason = reason.Length > 0 ? reason : NoReason }, duration);
    }

    /// <summary>Takes a ban back, by its mask or network or by its number.</summary>
    public static void Lift(CommandContext context, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> which, bool isNetwork)
    {
        ServerBan? meant = isNetwork ? ServerBan.OfNetwork(which, out _) : ServerBan.OfMask(which, out _);
        ServerBans bans = context.Server.Bans;
        ServerBan? ban = (meant is null ? null : bans.Remove(meant.Text, isNetwork))
            ?? bans.Remove(Encoding.UTF8.GetString(which), isNetwork);
        if (ban is null)
        {
            context.Reply.Refuse(verb, "NO_SUCH_BAN"u8, "There is no such ban"u8);
            return;
        }
        OperatorLog.Act(context, Encoding.ASCII.GetString(verb), ban.Text);
        context.Reply.Notice($"{ban.Text} is banned no more");
    }

    /// <summary>
    /// The bans by mask, or those by address: <c>letter whom id set-at expires set-by :reason</c>; times in Unix seconds, 0 for never.
    /// </summary>
    public static void List(CommandContext context, bool networks)
    {
        foreach (ServerBan ban in context.Server.Bans.All)
        {
            if (ban.IsNetwork != networks) continue;
            MessageWriter writer = context.Reply.Buffer.Begin(networks ? Numeric.RPL_STATSDLINE : Numeric.RPL_STATSKLINE);
            writer.Parameter(networks ? "D" : "K");
            writer.Parameter(ban.Text);
            writer.Parameter(ban.Id);
            writer.Parameter(ban.SetAt.ToUnixTimeSeconds());
            writer.Parameter(ban.Expires?.ToUnixTimeSeconds() ?? 0);
            writer.Parameter(ban.SetBy);
            writer.Trailing(ban.Reason);
            context.Reply.Buffer.End(ref writer);
            if (!context.Page()) return;
        }
    }

    private static void Set(CommandContext context, string verb, ServerBan ban, TimeSpan? duration)
    {
        DateTimeOffset now = context.Server.Clock.GetUtcNow();
        ban = context.Server.Bans.Add(ban with
        {
            SetBy = Encoding.UTF8.GetString(context.User.Source),
            SetAt = now,
            Expires = now + duration
        });
        string length = BanDuration.Format(duration);
        OperatorLog.Act(context, $"{verb} {length}", ban.Text, ban.Reason);
        // After the ban is in the list: whoever registers at this moment finds it there, or is found here.
        int closed = 0;
        string why = $"Banned: {ban.Reason}";
        foreach (User user in context.Server.Users.InOrder())
        {
            if (ban.HitsWhole(user))
            {
                Disconnect.End(context.Server, user, why);
                closed++;
                continue;
            }
            // Whoever is here from elsewhere, too, stays there.
            Session[] all = user.Sessions, hit = [.. all.Where(ban.Hits)];
            foreach (Session session in hit) session.Close(why, CloseCause.Removed);
            if (hit.Length > 0 && hit.Length == all.Length) closed++;
        }
        context.Reply.Notice($"{ban.Text} is banned ({length}, number {ban.Id}); users disconnected: {closed}");
    }
}
