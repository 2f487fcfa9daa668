using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>A topic of HELP besides the commands.</summary>
/// <param name="Names">Its names; lists show the first.</param>
/// <param name="Title">Its title.</param>
/// <param name="Lines">Its text.</param>
internal sealed record HelpTopic(string[] Names, string Title, IReadOnlyList<string> Lines);

/// <summary>
/// The topics of HELP. Modes are explained only here; <see cref="RoomModeTable"/>, <see cref="MemberPrefix"/> and <see cref="UserModeRow"/>
/// define them, and a test checks that none is missing.
/// </summary>
internal static class HelpTopics
{
    public static readonly IReadOnlyList<HelpTopic> All =
    [
        new(["COMMANDS"], "These are the commands. HELP <command> tells more of one.", Columns(CommandTable.Rows.Select(row => row.Verb))),
        new(["ROOMMODES", "MODES", "CHMODES", "CMODES"], "What can be set on a room, with MODE <room> <modes> [<arguments>]:",
        [
            "+b <mask>     keeps those out who fit the mask (HELP masks); +e <mask> excepts from that",
            "+I <mask>     those who fit it need no invitation",
            "+k <key>      entering needs the key: JOIN <room> <key>",
            "+l <number>   no more members than that",
            "+f <lines>:<seconds>   the most lines in that time; a * before it kicks members who exceed it",
            "+j <joins>:<seconds>   no more may enter in that time",
            "+L <room>     users who cannot enter are forwarded to that room",
            "+i            only the invited may enter",
            "+m            only members with a voice can speak; +M: they and members logged in to an account",
            "+n            only members may speak",
            "+s            those outside do not see the room",
            "+t            only half-operators and above change the topic",
            "+R            only users logged in to an account can enter",
            "+C            no CTCP but ACTION; +c: no colours and formatting",
        ]),
        new(["USERMODES", "UMODES"], "What you can set on yourself, with MODE <your nickname> <modes>:",
        [
            "+i   invisible: lists of everybody pass over you",
            "+w   you hear what the operators of the server say to all (WALLOPS)",
            "+B   you are a program and no person",
            "+R   only users who are logged in to an account may write to you",
            "+o   operator of the server; it cannot be set like that, only given up",
        ]),
        new(["ROLES", "PREFIXES"], "Who may do what in a room; the sign stands before the nickname:",
        [
            "~ founder (+q)         everything; registering a room makes you its founder",
            "& admin (+a)           what operators may; nobody but founders may act on them",
            "@ operator (+o)        sets every mode, gives and takes operator and below",
            "% half-operator (+h)   kicks, bans, invites, sets the topic and modes i m n t, gives voices",
            "+ voice (+v)           speaks where not everybody may",
        ]),
        new(["MASKS", "EXTBANS"], "Whom a mask means, in MODE +b, +e and +I:",
        [
            "nick!user@host         * is any text, ? any one character; missing parts match anything",
            "*!*@192.0.2.0/24       everybody from a network",
            "~a:<account>           users logged in to the account; ~a:* any account",
            "~m:<mask>              may enter and not speak, with +b and +e",
        ]),
        new(["CAPABILITIES", "CAPS"], "What programs may turn on, with CAP REQ :<names>:",
            Columns(CapabilityNames.Format(Cap.Offered).Split(' '))),
    ];

    public static HelpTopic? Find(ReadOnlySpan<byte> name)
    {
        foreach (HelpTopic topic in All)
        {
            foreach (string known in topic.Names)
            {
                if (System.Text.Ascii.EqualsIgnoreCase(name, known)) return topic;
            }
        }
        return null;
    }

    private static string[] Columns(IEnumerable<string> words) =>
        [.. words.Order(StringComparer.Ordinal).Chunk(8).Select(some => string.Join(' ', some))];
}
