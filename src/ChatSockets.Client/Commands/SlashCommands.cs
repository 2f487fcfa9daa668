using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

/// <summary>All slash commands, in the order in which /help shows them.</summary>
internal static class SlashCommands
{
    public static readonly IReadOnlyList<SlashCommand> All =
    [
        Help.Row, Join.Row, Part.Row, Switch.Row, Msg.Row, Query.Row, Me.Row, Nick.Row, Topic.Row, Names.Row, List.Row, Who.Row, Whois.Row,
        Invite.Row, Kick.Row, Ban.Row, Unban.Row, Mode.Row, Op.Row, Deop.Row, Voice.Row, Away.Row, Back.Row, Notice.Row,
        Register.Row, Verify.Row, NickServ.Row, ChanServ.Row, Oper.Row, Ctcp.Row, Ignore.Row, Unignore.Row, Connect.Row, ConnectionInfo.Row,
        Trust.Row, Clear.Row, SearchCommand.Row, Last.Row, FindText.Row, Older.Row, Reply.Row, React.Row, Redact.Row, Open.Row, Copy.Row,
        Unread.Row, Resend.Row, Drop.Row, Raw.Row, Quit.Row,
    ];

    public static SlashCommand? Find(string name) => All.FirstOrDefault(row => row.IsCalled(name));

    /// <summary>The rooms that are open, for completion.</summary>
    public static IEnumerable<string> Rooms(ClientApp app) => app.Conversations.Open.Where(each => each.IsRoom).Select(each => each.Name);

    /// <summary>Runs a typed command. Returns null, or its error; then it did nothing.</summary>
    public static string? Run(ClientApp app, TypedLine typed, Network? network = null)
    {
        Network here = network ?? app.Network;
        if (Find(typed.Command!) is not { } row)
        {
            string nearest = NearestName.To(typed.Command!, All.Select(each => each.Name));
            return $"there is no command /{typed.Command}; did you mean /{nearest}? (/help lists them; to say it, type //{typed.Command})";
        }
        if (!row.Offline && here.Session is not { IsRegistered: true }) return "not connected at present";
        return row.Run(new SlashCall(app, here, row, typed.Text));
    }
}
