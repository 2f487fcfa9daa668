using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Services.NickServ;

/// <summary>Takes back one's nickname from anybody: GHOST and NICK in one.</summary>
internal static class Reclaim
{
    public static readonly ServiceCommand Row = new("RECLAIM", Handle, "[<nickname>]",
        "Gives you your nickname and disconnects its present holder.")
    {
        IsShared = true,
        NeedsAccount = true,
        Cost = 5,
        Details = ["Your nickname is the name of your account."],
    };

    private static void Handle(ServiceCall call)
    {
        if (!Ghost.TryFind(call, out byte[] nickname, out User? holder)) return;
        if (holder is not null) PutOut(call, holder, nickname);
        // In the spelling that it has as an account.
        byte[] wanted = CaseMapping.Ascii.Equals(nickname, call.Account.Name) ? call.Account.Name : nickname;
        if (!NicknameChange.TryTake(call.Context, wanted)) call.Say($"Somebody was faster. Once more: {call.HowTo(Row.Name)}");
        else if (!Registration.IsBanned(call.Context)) call.Say($"You are {Encoding.UTF8.GetString(wanted)} now.");
    }

    // The nickname is free at once; the connections take the time that they take.
    private static void PutOut(ServiceCall call, User holder, byte[] nickname)
    {
        lock (holder.Gate)
        {
            if (!holder.IsRegistered || !Ghost.IsOwn(call, holder, nickname)) return;
            if (holder.Sessions is [var session, ..])
            {
                var context = CommandContext.OfAnother(call.Server, session);
                while (!NicknameChange.TryChange(context, holder, Guest()))
                {
                }
            }
        }
        Disconnect.End(call.Server, holder, Ghost.ReasonOf(call));
    }

    private static byte[] Guest()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        AppliedMoment.Fill(bytes);
        uint number = 10_000 + (BinaryPrimitives.ReadUInt32LittleEndian(bytes) % 90_000);
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Guest{number}"));
    }
}
