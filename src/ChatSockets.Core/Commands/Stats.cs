using System.Globalization;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Modern IRC, "STATS message": d, k (bans), m (commands used), o (operators in the configuration), p (operators online), u (uptime). An
/// unknown letter returns only the end, as most servers do.
/// </summary>
internal static class Stats
{
    public static readonly Command Row = new(
        "STATS", Handle, "STATS d|k|m|o|p|u", "Tells the server's figures: bans (d, k), commands (m), operators (o, p), uptime (u).")
    {
        MinimumParameters = 1,
        Cost = 3,
    };

    /// <summary>Sends the reply to one letter of either case, and the end.</summary>
    public static void Tell(CommandContext context, char letter)
    {
        if (context.User.Operator is not null) OperatorLog.Act(context, $"STATS {letter}");
        switch (letter)
        {
            case 'd' or 'k':
                ServerBanCommand.List(context, networks: letter == 'd');
                break;
            case 'm':
                CommandsUsed(context);
                break;
            case 'o':
                Accounts(context);
                break;
            case 'p':
                Online(context);
                break;
            case 'u':
                Uptime(context);
                break;
        }
        context.Reply.Send(Numeric.RPL_ENDOFSTATS, [(byte)letter], "End of /STATS report"u8);
    }

    private static void Handle(CommandContext context, in Message message)
    {
        if (message.Count > 1 && !Servers.IsThis(context, message[1])) return;
        char letter = message[0].IsEmpty ? '*' : char.ToLowerInvariant((char)message[0][0]);
        // How long the server runs is for everybody. Whoever sets bans may see them; everything else takes the privilege for the figures.
        Privileges needs = letter is 'd' or 'k' ? Privileges.Stats | Privileges.Ban : Privileges.Stats;
        if (letter == 'u') Tell(context, letter);
        else if (!context.User.May(needs)) context.Reply.NoPrivileges(context.User, needs);
        else Tell(context, char.IsAsciiLetterOrDigit(letter) ? letter : '*');
    }

    private static void CommandsUsed(CommandContext context)
    {
        foreach (Command row in CommandTable.All.OrderBy(row => row.Verb, StringComparer.Ordinal))
        {
            long count = context.Server.CommandCounts.Of(row.Index);
            if (count == 0) continue;
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_STATSCOMMANDS);
            writer.Parameter(row.Verb);
            writer.Parameter(count);
            context.Reply.Buffer.End(ref writer);
        }
    }

    private static void Accounts(CommandContext context)
    {
        foreach (OperatorAccount account in context.Server.Options.Operators)
        {
            foreach (string host in account.Hosts)
            {
                MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_STATSOLINE);
                writer.Parameter("O"u8);
                writer.Parameter(host);
                writer.Parameter("*"u8);
                writer.Parameter(account.Name);
                context.Reply.Buffer.End(ref writer);
            }
        }
    }

    private static void Online(CommandContext context)
    {
        foreach (User user in context.Server.Users.All)
        {
            if (user.Operator is not { } account) continue;
            string privileges = string.Join(", ", PrivilegeNames.Of(account.Privileges));
            context.Reply.Send(Numeric.RPL_STATSDEBUG, "p"u8,
                Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(user.Source)} as {account.Name} ({privileges})"));
        }
    }

    private static void Uptime(CommandContext context)
    {
        TimeSpan up = context.Server.Clock.GetUtcNow() - context.Server.Started;
        context.Reply.Send(Numeric.RPL_STATSUPTIME,
            string.Create(CultureInfo.InvariantCulture, $"Server Up {up.Days} days {up:h\\:mm\\:ss}"));
    }
}
