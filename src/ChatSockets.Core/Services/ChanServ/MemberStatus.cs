using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.State;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>Gives and takes a status in a room now, for accounts on its access list: OP, DEOP, VOICE, DEVOICE.</summary>
internal static class MemberStatus
{
    public static readonly ServiceCommand OpRow = RowOf("OP", MemberModes.Operator, on: true, "Makes somebody in the room an operator.");
    public static readonly ServiceCommand DeopRow = RowOf("DEOP", MemberModes.Operator, on: false, "Takes that back.");
    public static readonly ServiceCommand VoiceRow = RowOf("VOICE", MemberModes.Voice, on: true, "Gives somebody in the room a voice.");
    public static readonly ServiceCommand DevoiceRow = RowOf("DEVOICE", MemberModes.Voice, on: false, "Takes that back.");

    private static ServiceCommand RowOf(string name, MemberModes mode, bool on, string summary)
    {
        MemberPrefix status = MemberPrefix.Highest(mode)!;
        return new(name, call => Handle(call, status, on), "<room> [<nickname>]", summary)
        {
            IsShared = true,
            MinimumWords = 1,
            NeedsAccount = true,
            Details =
            [
                "Without a nickname you are meant yourself.",
                $"It is for those whose account is {MemberPrefix.Highest(status.GivenBy)!.Name} of the room or higher.",
            ],
        };
    }

    private static void Handle(ServiceCall call, MemberPrefix status, bool on) => RoomCall.Run(call, (room, registration) =>
    {
        User? user = call.Context.User;
        if (call.Words.Count > 1) call.Server.Users.TryFind(Encoding.UTF8.GetBytes(call[1]), out user);
        bool isOwn = user == call.Context.User;
        MemberModes own = RoomCall.StatusOf(call, registration);
        // Of oneself everybody may take a status, and have the one that the list says.
        if (!(isOwn && (!on || own >= status.Mode)) && !RoomCall.Has(call, registration, status.GivenBy)) return false;
        string who = isOwn ? "You are" : $"{call[1]} is";
        if (user is null || room.Find(user) is not { } member)
        {
            call.Say($"{who} not in {call[0]}.");
            return false;
        }
        MemberModes after = on ? member.Modes | status.Mode : member.Modes & ~status.Mode;
        bool mayAct = on || isOwn || new Membership(call.Context.User, own).MayActOn(member);
        if (after == member.Modes) call.Say($"{who} {(on ? "" : "not ")}{status.Name} in {call[0]}{(on ? " already" : "")}.");
        else if (!mayAct) call.Say($"{who} {MemberPrefix.Highest(member.Modes)!.Name} in {call[0]}: that is too high for you.");
        else RoleGrants.Change(call.Context, room, member, after);
        return false;
    });
}
