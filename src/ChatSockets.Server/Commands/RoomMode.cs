using System.Globalization;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "MODE message", "Channel mode": takes a mode string apart and tells the room what really changed.</summary>
internal static class RoomMode
{
    /// <summary>The most changes with an argument in one command (ISUPPORT MODES).</summary>
    public const int MaximumArguments = 12;

    public static void Handle(CommandContext context, Room room, in Message message)
    {
        lock (room.Gate)
        {
            bool isQuery = message.Count == 1, isBanListQuery = IsBanListQuery(message);
            if (isQuery || isBanListQuery)
            {
                if (!room.IsVisibleTo(context.User)) context.Reply.NoSuchRoom(room.Name);
                else if (isQuery) context.Reply.Modes(room, context.User);
                else context.Reply.Bans(room);
                return;
            }
            Membership? member = room.Find(context.User);
            if (member is null)
            {
                context.Reply.NotOnRoom(room.Name);
                return;
            }
            if (!member.IsOperator)
            {
                context.Reply.OperatorNeeded(room.Name);
                return;
            }
            var change = new RoomModeChange(context, room);
            change.Apply(message);
            change.Announce();
            context.Reply.Buffer.Flush();
        }
    }

    private static bool IsBanListQuery(in Message message) =>
        message.Count == 2 && (message[1].SequenceEqual("b"u8) || message[1].SequenceEqual("+b"u8));
}

/// <summary>One MODE command's changes to a room; lives within the room's lock.</summary>
internal sealed class RoomModeChange(CommandContext context, Room room)
{
    private readonly List<byte> _letters = [];
    private readonly List<byte[]> _arguments = [];
    private byte _sign;
    private bool _listedBans;
    private int _bytes;
    private int _argumentsGiven;

    public void Apply(in Message message)
    {
        bool on = true;
        int next = 2;
        foreach (byte letter in message[1])
        {
            switch ((char)letter)
            {
                case '+' or '-':
                    on = letter == (byte)'+';
                    break;
                case 'o':
                    Status(MemberModes.Operator, letter, on, message[next++]);
                    break;
                case 'v':
                    Status(MemberModes.Voice, letter, on, message[next++]);
                    break;
                case 'b':
                    Ban(on, message[next++]);
                    break;
                case 'k':
                    Key(on, message[next++]);
                    break;
                case 'l':
                    Limit(on, on ? message[next++] : default);
                    break;
                case char other when RoomModes.IsSwitch(other):
                    if (room.Modes.Switch(other, on)) Changed(letter, on);
                    break;
                default:
                    context.Reply.Send(Numeric.ERR_UNKNOWNMODE, [letter], "is an unknown mode character to me"u8);
                    break;
            }
        }
    }

    /// <summary>One line for all of them that fit one, to every member; none when nothing changed.</summary>
    public void Announce()
    {
        if (_letters.Count == 0) return;
        context.Tell(room, Lines.Mode(context.User, room.Name, _letters.ToArray(), _arguments));
        _letters.Clear();
        _arguments.Clear();
        _sign = 0;
        _bytes = 0;
    }

    private void Status(MemberModes mode, byte letter, bool on, ReadOnlySpan<byte> nickname)
    {
        if (nickname.IsEmpty)
        {
            Missing(letter);
            return;
        }
        if (IsOver()) return;
        if (!context.Server.Users.TryFind(nickname, out User? user))
        {
            context.Reply.NoSuchNick(nickname);
            return;
        }
        if (room.Find(user) is not { } member)
        {
            context.Reply.NotInRoom(user.Nickname, room.Name);
            return;
        }
        MemberModes modes = on ? member.Modes | mode : member.Modes & ~mode;
        if (modes == member.Modes) return;
        member.Modes = modes;
        Changed(letter, on, user.Nickname);
    }

    private void Ban(bool on, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            // Once is enough: a line of nothing but b would be answered with megabytes.
            if (!_listedBans) context.Reply.Bans(room);
            _listedBans = true;
            return;
        }
        if (IsOver()) return;
        byte[] mask = Mask.Complete(Utf8Text.Clip(text, 160));
        if (on && room.Bans.IsFull)
        {
            context.Reply.Send(Numeric.ERR_BANLISTFULL, room.Name, mask, "Channel ban list is full"u8);
            return;
        }
        if (on ? room.Bans.Add(mask, context.User.Source, context.Server.Clock.GetUtcNow()) : room.Bans.Remove(mask))
            Changed((byte)'b', on, mask);
    }

    // A key is taken away by any argument, or by none.
    private void Key(bool on, ReadOnlySpan<byte> key)
    {
        if (!on)
        {
            if (room.Modes.Key is not { } old) return;
            room.Modes.Key = null;
            Changed((byte)'k', on, old);
        }
        else if (key.IsEmpty)
        {
            Missing((byte)'k');
        }
        else if (key.Length > RoomModes.MaximumKeyBytes || key.ContainsAny(" ,:"u8))
        {
            context.Reply.Send(Numeric.ERR_INVALIDKEY, room.Name, "Key is not well-formed"u8);
        }
        else if (!IsOver() && !key.SequenceEqual(room.Modes.Key))
        {
            room.Modes.Key = key.ToArray();
            Changed((byte)'k', on, room.Modes.Key);
        }
    }

    private void Limit(bool on, ReadOnlySpan<byte> text)
    {
        if (!on)
        {
            if (room.Modes.Limit is null) return;
            room.Modes.Limit = null;
            Changed((byte)'l', on);
        }
        else if (text.IsEmpty)
        {
            Missing((byte)'l');
        }
        else if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) || limit == 0)
        {
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.ERR_INVALIDMODEPARAM);
            writer.Parameter(room.Name);
            writer.Parameter("l"u8);
            writer.Parameter(text);
            writer.Trailing("A limit is a whole number above 0"u8);
            context.Reply.Buffer.End(ref writer);
        }
        else if (!IsOver() && limit != room.Modes.Limit)
        {
            room.Modes.Limit = limit;
            Changed((byte)'l', on, Encoding.ASCII.GetBytes(limit.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private void Missing(byte letter)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.ERR_INVALIDMODEPARAM);
        writer.Parameter(room.Name);
        writer.Parameter([letter]);
        writer.Parameter("*"u8);
        writer.Trailing("You must specify a parameter for this mode"u8);
        context.Reply.Buffer.End(ref writer);
    }

    // What is over the limit is left out, as MODES announced.
    private bool IsOver() => _argumentsGiven >= RoomMode.MaximumArguments;

    private void Changed(byte letter, bool on, byte[]? argument = null)
    {
        // A mask that was completed is longer than what was sent: the next change may not fit the line any more.
        int bytes = 2 + (argument is null ? 0 : 1 + argument.Length);
        if (_bytes + bytes > BytesForChanges) Announce();
        _bytes += bytes;

        byte sign = on ? (byte)'+' : (byte)'-';
        if (_sign != sign) _letters.Add(_sign = sign);
        _letters.Add(letter);
        if (argument is null) return;
        _arguments.Add(argument);
        _argumentsGiven++;
    }

    private int BytesForChanges => WireLimits.Line - ":".Length - context.User.Source.Length - " MODE ".Length - room.Name.Length - " ".Length - "\r\n".Length;
}
