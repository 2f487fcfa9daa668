using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Storage;

namespace ChatSockets.Core.Services.NickServ;

/// <summary>
/// Deletes the account's messages in one conversation or all from the history. It needs a confirmation code, so that nobody does it by
/// mistake.
/// </summary>
internal static class Erase
{
    public static readonly ServiceCommand Row = new("ERASE", Handle, "*|<room or nickname> [<code>]",
        "Erases what you have said, in one place or everywhere.")
    {
        IsShared = true,
        MinimumWords = 1,
        NeedsAccount = true,
        // It may look through everything that is kept.
        Cost = 30,
        Details =
        [
            "Without the code it tells you the code. What you said when you were logged in is gone then, and nobody can find it any more.",
            "What others have said stays, and what clients or backups have copied.",
        ],
    };

    private static void Handle(ServiceCall call)
    {
        bool isAll = call[0] == "*";
        HistoryTarget? target = isAll ? null : HistoryAccess.Find(call.Context, Encoding.UTF8.GetBytes(call[0]));
        string where = isAll ? "everywhere" : call[0];
        if (!isAll && target is not { Conversation: not 0 })
        {
            call.Say($"There is nothing kept of {where} that you could read.");
            return;
        }
        string code = CodeOf(call.Account, where);
        if (call[1] != code)
        {
            call.Say(isAll
                ? "This erases all that you have said on this server, for good."
                : $"This erases all that you have said in {where}, for good.");
            call.Say($"If that is what you want: {call.HowTo($"{Row.Name} {call[0]} {code}")}");
            return;
        }
        // However many ask, each takes its turn.
        var eraser = new HistoryEraser(call.Server.Store)
        {
            BeforeStep = call.Context.Meter.TurnAnyway,
            IsOver = () => !call.Server.IsShared && call.Context.Session.CloseReason is not null
        };
        long count = target is null ? eraser.LinesOf(call.Account.Name) : eraser.LinesIn(target.Conversation, call.Account.Name);
        call.Say(count == 1 ? "1 line is erased." : $"{count} lines are erased.");
    }

    private static string CodeOf(Account account, string where) =>
        ServiceCall.CodeOf($"{account.Id} {account.Created:O} erase {where.ToUpperInvariant()}");
}
