using ChatSockets.Core.Actions;
using ChatSockets.Core.Services;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Commands to a service without naming it: most clients send <c>/ns identify ...</c> as typed, and no other user can receive it by
/// mistake.
/// </summary>
internal static class ToService
{
    public static readonly Command NickServRow = RowOf("NICKSERV", ServiceTable.NickServ);
    public static readonly Command NsRow = RowOf("NS", ServiceTable.NickServ);
    public static readonly Command ChanServRow = RowOf("CHANSERV", ServiceTable.ChanServ);
    public static readonly Command CsRow = RowOf("CS", ServiceTable.ChanServ);

    private static Command RowOf(string verb, Service service) =>
        new(verb, (CommandContext context, in Message message) => service.Hear(context, Text(message)), $"{verb} <command>",
            $"Asks {service.Name}: {verb} HELP lists what it does.")
        { To = service };

    /// <summary>What is said to it: the words come as several parameters, or as one.</summary>
    public static byte[] Text(in Message message)
    {
        var text = new List<byte>();
        for (int i = 0; i < message.Count; i++)
        {
            if (i > 0) text.Add((byte)' ');
            text.AddRange(message[i]);
        }
        return [.. text];
    }
}
