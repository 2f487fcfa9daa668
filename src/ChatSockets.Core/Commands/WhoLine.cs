using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// One user in the reply to WHO: RPL_WHOREPLY, or RPL_WHOSPCRPL with the requested fields (IRCv3 WHOX). Use it outside any lock.
/// </summary>
internal readonly ref struct WhoLine(CommandContext context, in WhoRequest request)
{
    private readonly WhoRequest _request = request;

    /// <param name="room">The room that the user was found in, or an asterisk.</param>
    /// <param name="user">The user to describe.</param>
    /// <param name="modes">The user's statuses in the room.</param>
    public void Write(ReadOnlySpan<byte> room, User user, MemberModes modes)
    {
        // Here or gone, operator of the server, statuses in the room, bot: in the order that RPL_WHOREPLY has them.
        Span<byte> flags = stackalloc byte[3 + MemberPrefix.All.Count];
        flags[0] = user.Away is null ? (byte)'H' : (byte)'G';
        int length = 1;
        if (user.IsOperator) flags[length++] = (byte)'*';
        length += MemberPrefix.WritePrefixes(modes, flags[length..], context.Session.Has(Capability.MultiPrefix));
        if (user.IsBot) flags[length++] = UserModeRow.BotLetter;

        if (_request.IsExtended) Extended(room, user, flags[..length]);
        else Standard(room, user, flags[..length]);
    }

    private void Standard(ReadOnlySpan<byte> room, User user, ReadOnlySpan<byte> flags)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOREPLY);
        writer.Parameter(room);
        writer.Parameter(user.Username);
        writer.Parameter(user.Host);
        writer.Parameter(context.Server.Name);
        writer.Parameter(user.Nickname);
        writer.Parameter(flags);
        // No other server is between any two users.
        writer.Trailing([.. "0 "u8, .. user.RealName]);
        context.Reply.Buffer.End(ref writer);
    }

    private void Extended(ReadOnlySpan<byte> room, User user, ReadOnlySpan<byte> flags)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_WHOSPCRPL);
        if (_request.Asks('t')) writer.Parameter(_request.Token);
        if (_request.Asks('c')) writer.Parameter(room);
        if (_request.Asks('u')) writer.Parameter(user.Username);
        if (_request.Asks('i')) writer.Parameter(context.User.SeesAddressOf(user) ? user.Address : "255.255.255.255"u8);
        if (_request.Asks('h')) writer.Parameter(user.Host);
        if (_request.Asks('s')) writer.Parameter(context.Server.Name);
        if (_request.Asks('n')) writer.Parameter(user.Nickname);
        if (_request.Asks('f')) writer.Parameter(flags);
        if (_request.Asks('d')) writer.Parameter("0"u8);
        if (_request.Asks('l')) writer.Parameter((long)(context.Server.Clock.GetUtcNow() - user.LastSpoke).TotalSeconds);
        if (_request.Asks('a')) writer.Parameter(user.Account ?? "0"u8);
        // Statuses here have no levels.
        if (_request.Asks('o')) writer.Parameter("n/a"u8);
        if (_request.Asks('r')) writer.Trailing(user.RealName);
        context.Reply.Buffer.End(ref writer);
    }
}
