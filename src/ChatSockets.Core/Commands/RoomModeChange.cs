using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>
/// The changes that one MODE command makes to a room: parses the mode string and tells the room what really changed. Used within the room's
/// lock.
/// </summary>
/// <param name="context">The context of the command.</param>
/// <param name="room">The room.</param>
/// <param name="actor">The user's membership; null for a non-member, who can only look at lists.</param>
/// <param name="forwards">The rooms that mode L may name.</param>
internal sealed class RoomModeChange(CommandContext context, Room room, Membership? actor, List<byte[]> forwards)
{
    private readonly List<byte> _letters = [];
    private readonly List<byte[]> _arguments = [];
    private byte _sign;
    private int _bytes;
    private int _argumentsGiven;
    private string _listed = "";
    private MemberModes _toldNeeds;

    /// <summary>The highest status that any of it took.</summary>
    public MemberModes Needed { get; private set; }

    /// <summary>Whether anything was changed.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Whether anything but a member's status was.</summary>
    public bool IsOfRoom { get; private set; }

    public void Apply(in Message message)
    {
        bool on = true;
        int next = 2, length;
        for (ReadOnlySpan<byte> rest = message[1]; !rest.IsEmpty; rest = rest[length..])
        {
            byte letter = rest[0];
            // No mode is more than a byte, but what is quoted back is a whole character.
            _ = Rune.DecodeFromUtf8(rest, out _, out length);
            if (letter is (byte)'+' or (byte)'-')
            {
                on = letter == (byte)'+';
                continue;
            }
            if (MemberPrefix.OfLetter(letter) is { } status)
            {
                Change(status, on, message[next++]);
                continue;
            }
            switch (RoomModeTable.Find(letter))
            {
                case ListMode mode:
                    Change(mode, on, message[next++]);
                    break;
                case ArgumentMode mode:
                    Change(mode, on, on || mode.Kind == 'B' ? message[next++] : default);
                    break;
                case SwitchMode mode:
                    if (May(mode.Needs) && room.Modes.Switch(mode.Letter, on)) Changed(letter, on);
                    break;
                default:
                    context.Reply.Send(Numeric.ERR_UNKNOWNMODE, rest[..length], "is an unknown mode character to me"u8);
                    break;
            }
        }
    }

    /// <summary>One line for all of them that fit one, to every member; none when nothing changed.</summary>
    public void Announce()
    {
        if (_letters.Count == 0) return;
        byte[] letters = _letters.ToArray();
        context.Tell(room, Lines.Mode(context.User, room.Name, letters, _arguments), LineKind.Mode,
            [.. letters, .. _arguments.SelectMany(argument => argument.Prepend((byte)' '))]);
        _letters.Clear();
        _arguments.Clear();
        _sign = 0;
        _bytes = 0;
    }

    private void Change(MemberPrefix status, bool on, ReadOnlySpan<byte> nickname)
    {
        if (nickname.IsEmpty)
        {
            if (May(status.GivenBy)) Invalid((char)status.Letter, "*"u8, "You must specify a parameter for this mode");
            return;
        }
        if (IsOver()) return;
        context.Server.Users.TryFind(nickname, out User? user);
        bool isOwn = !on && user == context.User;
        if (!isOwn && !May(status.GivenBy)) return;
        if (user is null)
        {
            context.Reply.NoSuchNick(nickname);
            return;
        }
        if (room.Find(user) is not { } member)
        {
            context.Reply.NotInRoom(user.Nickname, room.Name);
            return;
        }
        MemberModes modes = on ? member.Modes | status.Mode : member.Modes & ~status.Mode;
        if (modes == member.Modes) return;
        if (!on && !actor!.MayActOn(member))
        {
            context.Reply.RankTooLow(room.Name, member);
            return;
        }
        // Only a founder acts on those above operators.
        if (!on && !isOwn && member.IsAtLeast(MemberModes.Admin)) Needed = MemberModes.Founder;
        room.SetModes(member, modes);
        Changed(status.Letter, on, user.Nickname);
    }

    private void Change(ListMode mode, bool on, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            if (!mode.IsPublic && !May(mode.Needs)) return;
            // Once is enough: a line of nothing but b would be answered with megabytes.
            if (!_listed.Contains(mode.Letter, StringComparison.Ordinal)) context.Reply.Masks(room, mode);
            _listed += mode.Letter;
            return;
        }
        if (IsOver() || !May(mode.Needs)) return;
        MaskList list = mode.List(room);
        if (RoomMask.Parse(text, out string? error) is not { } mask) Invalid(mode.Letter, text, error!);
        else if (on && mask.IsMute && !mode.TakesMutes) Invalid(mode.Letter, text, "A mute does not affect entering");
        else if (on && list.IsFull) context.Reply.ListFull(room.Name, mask.Text, mode.Name);
        else if (on ? list.Add(mask, context.User.Source, context.Server.Clock.GetUtcNow()) : list.Remove(mask))
            Changed((byte)mode.Letter, on, mask.Text);
    }

    private void Change(ArgumentMode mode, bool on, ReadOnlySpan<byte> text)
    {
        if (!May(mode.Needs)) return;
        byte[]? before = mode.Show(room.Modes);
        if (!on)
        {
            if (before is null) return;
            mode.Unset(room.Modes);
            // A key is taken away by any argument, or by none, and told.
            Changed((byte)mode.Letter, on, mode.Kind == 'B' ? before : null);
            return;
        }
        if (text.IsEmpty)
        {
            Invalid(mode.Letter, "*"u8, "You must specify a parameter for this mode");
            return;
        }
        if (IsOver()) return;
        if (mode.IsOtherRoom && !TryForward(ref text))
        {
            Invalid(mode.Letter, text, "It must be another room, of which you are an operator");
            return;
        }
        if (mode.Set(room.Modes, text) is { } error)
        {
            Invalid(mode.Letter, text, error);
            return;
        }
        byte[] after = mode.Show(room.Modes)!;
        if (!after.AsSpan().SequenceEqual(before)) Changed((byte)mode.Letter, on, after);
    }

    // The room in its own spelling.
    private bool TryForward(ref ReadOnlySpan<byte> name)
    {
        foreach (byte[] known in forwards)
        {
            if (!CaseMapping.Ascii.Equals(known, name) || CaseMapping.Ascii.Equals(known, room.Name)) continue;
            name = known;
            return true;
        }
        return false;
    }

    // Each status that is missing is told once, however many letters need it.
    private bool May(MemberModes needs)
    {
        if (needs > Needed) Needed = needs;
        if (actor is not null && actor.IsAtLeast(needs)) return true;
        if (!_toldNeeds.HasFlag(needs)) context.Reply.StatusNeeded(room.Name, needs);
        _toldNeeds |= needs;
        return false;
    }

    private void Invalid(char letter, ReadOnlySpan<byte> argument, string why)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.ERR_INVALIDMODEPARAM);
        writer.Parameter(room.Name);
        writer.Parameter([(byte)letter]);
        writer.Parameter(argument);
        writer.Trailing(why);
        context.Reply.Buffer.End(ref writer);
    }

    // What is over the limit is left out, as MODES announced.
    private bool IsOver() => _argumentsGiven >= RoomMode.MaximumArguments;

    private void Changed(byte letter, bool on, byte[]? argument = null)
    {
        // A mask that was completed is longer than what was sent: the next change may not fit the line any more.
        HasChanged = true;
        IsOfRoom |= MemberPrefix.OfLetter(letter) is null;
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

    private int BytesForChanges =>
        WireLimits.Line - ":".Length - context.User.Source.Length - " MODE ".Length - room.Name.Length - " ".Length - "\r\n".Length;
}
