using System.Collections.Immutable;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Commands;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Dialects;

/// <summary>
/// A person's input: first a name, then lines for the room or <c>/commands</c>. Each becomes the IRC message that a client would have sent
/// and is handled the same way; <see cref="LineModeRenderer"/> makes the replies readable. One object per connection. Until there is a
/// name, it can turn out to be an IRC client whose first lines looked like a person's words; those are then handled as IRC.
/// </summary>
internal sealed class TypedDialect(string lobby) : Dialect
{
    private const int MaximumNameTries = 5;

    private byte[] _room = Encoding.UTF8.GetBytes(lobby);
    private Room? _joined;
    private int _nameTries;
    private bool _isAskedForPassword;
    private List<byte[]>? _perhapsIrc;

    public override string Name => "line";

    public override bool IsTelnet => true;

    public override void OnLine(CommandContext context, in Line line)
    {
        if (!context.User.IsRegistered && !_isAskedForPassword)
        {
            if (UndecidedDialect.IsIrc(line))
            {
                BecomeIrc(context, line);
                return;
            }
            if (UndecidedDialect.MayBeIrc(line)) (_perhapsIrc ??= []).Add(line.Bytes.ToArray());
        }
        // The room may have got another name since.
        if (_joined is not null && context.User.Rooms.Contains(_joined)) _room = _joined.Name;
        ReadOnlySpan<byte> text = line.Bytes.Trim((byte)' ');
        if (line.Status != LineStatus.Ok) Say(context, Problem(line.Status));
        else if (text.IsEmpty) return;
        else if (_isAskedForPassword && !Is(text, "/quit"u8)) TryPassword(context, text);
        else if (text[0] == (byte)'/' && !text.StartsWith("//"u8)) Slash(context, text);
        else if (!context.User.IsRegistered) Introduce(context, text);
        else Run(context, Verbs.Privmsg, _room, text[0] == (byte)'/' ? text[1..] : text);
    }

    /// <summary>Tells the person that their input has to wait; it asks for nothing.</summary>
    public override void Ping(CommandContext context) => Say(context, "That was a lot at once: what you typed goes out line by line.");

    public override byte[] Farewell(Session session, string reason) =>
        LineModeRenderer.Render(session.Server, [.. "ERROR :"u8, .. Encoding.UTF8.GetBytes(reason)]);

    private static string Problem(LineStatus status) => status switch
    {
        LineStatus.TooLong => "That line was too long and was not sent. Please say it in two.",
        LineStatus.NotUtf8 => "That line was not UTF-8 and was not sent. Please set your terminal to UTF-8.",
        _ => "That line held control characters and was not sent.",
    };

    private void BecomeIrc(CommandContext context, in Line line)
    {
        context.Session.Outbox.Variant = Variant.Plain;
        context.Dialect = IrcDialect.Instance;
        foreach (byte[] before in _perhapsIrc ?? []) IrcDialect.Instance.OnLine(context, new Line(before, LineStatus.Ok));
        IrcDialect.Instance.OnLine(context, line);
    }

    private void Introduce(CommandContext context, ReadOnlySpan<byte> name)
    {
        if (!Nickname.IsValid(name))
        {
            Say(context,
                $"That cannot be a name here: letters, digits and _-[]{{}}\\|^` only, up to {Nickname.MaximumBytes}, no digit first. "
                + "What is your name?");
        }
        else
        {
            Run(context, Verbs.Nick, name);
            if (!context.User.Nickname.AsSpan().SequenceEqual(name)) Say(context, "Please choose another name.");
            else if (context.Server.Password is null) Register(context);
            else AskForPassword(context);
        }
        if (!context.User.IsRegistered && ++_nameTries >= MaximumNameTries) context.Session.Close("Too many names that could not be taken");
    }

    private void AskForPassword(CommandContext context)
    {
        _isAskedForPassword = true;
        Say(context, "This server has a password. What is it?");
    }

    // Whatever it begins with; a wrong one is the end of the connection, as it is in IRC.
    private void TryPassword(CommandContext context, ReadOnlySpan<byte> password)
    {
        _isAskedForPassword = false;
        Run(context, Verbs.Pass, password);
        Register(context);
    }

    private void Register(CommandContext context)
    {
        byte[] name = context.User.Nickname;
        Run(context, Verbs.User, name, "0"u8, "*"u8, name);
        if (!context.User.IsRegistered) return;
        Say(context, "Type and press Enter to talk. /help lists the commands, /quit leaves.");
        Run(context, Verbs.Join, _room);
    }

    private void Slash(CommandContext context, ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text[1..];
        ReadOnlySpan<byte> command = NextWord(ref rest);
        if (Is(command, "help"u8)) Help(context);
        else if (Is(command, "quit"u8)) Run(context, Verbs.Quit, rest);
        else if (!context.User.IsRegistered && Is(command, "nick"u8)) Introduce(context, rest);
        else if (!context.User.IsRegistered) Say(context, "First: what is your name?");
        else if (Is(command, "nick"u8) && !rest.IsEmpty) Run(context, Verbs.Nick, rest);
        else if (Is(command, "join"u8) && !rest.IsEmpty) JoinRoom(context, NextWord(ref rest), rest);
        else if (Is(command, "part"u8)) Run(context, Verbs.Part, _room, rest);
        else if (Is(command, "msg"u8) && !rest.IsEmpty) Message(context, NextWord(ref rest), rest);
        else if (Is(command, "me"u8) && !rest.IsEmpty) Run(context, Verbs.Privmsg, _room, [.. "\x01"u8, .. "ACTION "u8, .. rest, 1]);
        else if (Is(command, "topic"u8)) Topic(context, rest);
        else if (Is(command, "who"u8)) Run(context, Verbs.Names, rest.IsEmpty ? _room : rest);
        else Say(context, $"/{Encoding.UTF8.GetString(command)} cannot be done like that. /help tells what can.");
    }

    private void JoinRoom(CommandContext context, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key)
    {
        byte[] room = RoomName.IsRoom(name) ? name.ToArray() : [(byte)'#', .. name];
        int before = context.User.Rooms.Length;
        Run(context, Verbs.Join, room, key);
        ImmutableArray<Room> rooms = context.User.Rooms;
        if (context.Server.Rooms.TryFind(room, out Room? joined) && rooms.Contains(joined)) _joined = joined;
        // The room may have forwarded the person to another.
        else if (rooms.Length > before) _joined = rooms[^1];
        if (_joined is not null) _room = _joined.Name;
    }

    private static void Message(CommandContext context, ReadOnlySpan<byte> to, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) Say(context, "What shall be said? /msg <name> <text>");
        else Run(context, Verbs.Privmsg, to, text);
    }

    private void Topic(CommandContext context, ReadOnlySpan<byte> topic)
    {
        if (topic.IsEmpty) Run(context, Verbs.Topic, _room);
        else Run(context, Verbs.Topic, _room, topic);
    }

    private void Help(CommandContext context)
    {
        Say(context, $"What you type goes to {Encoding.UTF8.GetString(_room)}. The commands:");
        Say(context, "  /nick <name>         change your name");
        Say(context, "  /join <room>         enter a room and talk there; /part leaves it");
        Say(context, "  /msg <name> <text>   say something to one person");
        Say(context, "  /me <text>           say what you do");
        Say(context, "  /topic [<text>]      show or change what the room is about");
        Say(context, "  /who [<room>]        list the users there");
        Say(context, "  /quit [<reason>]     leave");
    }

    private static void Say(CommandContext context, string text)
    {
        // What the person said before goes first, and so does what was wrong with it.
        context.Burst.Flush();
        context.Reply.Buffer.Text(Encoding.UTF8.GetBytes(text + "\r\n"));
        context.Reply.Buffer.Flush();
    }

    private static bool Is(ReadOnlySpan<byte> command, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(command, name);

    private static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> rest)
    {
        int space = rest.IndexOf((byte)' ');
        ReadOnlySpan<byte> word = space < 0 ? rest : rest[..space];
        rest = space < 0 ? default : rest[space..].TrimStart((byte)' ');
        return word;
    }

    // The last parameter may be anything, the ones before it are single words; an empty one is left out.
    private static void Run(
        CommandContext context, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default,
        ReadOnlySpan<byte> third = default, ReadOnlySpan<byte> fourth = default)
    {
        var line = new List<byte>(WireLimits.Line);
        line.AddRange(verb);
        Add(line, first, isLast: second.IsEmpty);
        Add(line, second, isLast: third.IsEmpty);
        Add(line, third, isLast: fourth.IsEmpty);
        Add(line, fourth, isLast: true);
        if (MessageParser.TryParse(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line), out Message message))
            CommandTable.Run(context, message);
    }

    private static void Add(List<byte> line, ReadOnlySpan<byte> parameter, bool isLast)
    {
        if (parameter.IsEmpty) return;
        line.AddRange(isLast ? " :"u8 : " "u8);
        line.AddRange(parameter);
    }
}
