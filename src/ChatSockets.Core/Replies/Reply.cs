using System.Text;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Replies;

/// <summary>
/// The replies that several commands give, each text once: Modern IRC, "Numerics". A reply of a single command is in that command's file.
/// </summary>
internal sealed class Reply(Session session)
{
    /// <summary>The session that gets the replies.</summary>
    public Session Session => session;

    /// <summary>Where the replies gather; for commands with replies of their own.</summary>
    public ReplyBuffer Buffer { get; } = new(session);

    public void NoSuchNick(ReadOnlySpan<byte> name) => Send(Numeric.ERR_NOSUCHNICK, name, "No such nickname"u8);

    /// <summary>The target has mode R and receives no messages from guests.</summary>
    public void HearsAccountsOnly(ReadOnlySpan<byte> name) =>
        Send(Numeric.ERR_NEEDREGGEDNICK, name, "Hears from users with an account only (+R): log in first"u8);

    public void NoSuchServer(ReadOnlySpan<byte> name) => Send(Numeric.ERR_NOSUCHSERVER, name, "No such server"u8);

    public void NoSuchRoom(ReadOnlySpan<byte> name) => Send(Numeric.ERR_NOSUCHCHANNEL, name, "No such channel"u8);

    /// <summary>Named by the target, a room or a user: so clients show it where it was said.</summary>
    public void CannotSend(ReadOnlySpan<byte> target, string why) =>
        Send(Numeric.ERR_CANNOTSENDTOCHAN, target, Encoding.UTF8.GetBytes(why));

    public void TooManyTargets(ReadOnlySpan<byte> verb) => Send(Numeric.ERR_TOOMANYTARGETS, verb, "Too many targets in one command"u8);

    public void InputTooLong() => Send(Numeric.ERR_INPUTTOOLONG, "Input line was too long"u8);

    public void UnknownCommand(ReadOnlySpan<byte> verb) => Send(Numeric.ERR_UNKNOWNCOMMAND, verb, "Unknown command"u8);

    public void NicknameTooLike(ReadOnlySpan<byte> nickname, ReadOnlySpan<byte> other) =>
        Send(Numeric.ERR_NICKNAMEINUSE, nickname, [.. "That nickname can be mistaken for "u8, .. other, .. ": choose another"u8]);

    public void NicknameInUse(ReadOnlySpan<byte> nickname) => Send(Numeric.ERR_NICKNAMEINUSE, nickname, "Nickname is already in use"u8);

    public void NoNicknameGiven() => Send(Numeric.ERR_NONICKNAMEGIVEN, "No nickname given"u8);

    public void NotInRoom(ReadOnlySpan<byte> nickname, ReadOnlySpan<byte> room) =>
        Send(Numeric.ERR_USERNOTINCHANNEL, nickname, room, "They aren't on that channel"u8);

    public void NotOnRoom(ReadOnlySpan<byte> room) => Send(Numeric.ERR_NOTONCHANNEL, room, "You're not on that channel"u8);

    public void NotRegistered() => Send(Numeric.ERR_NOTREGISTERED, "You have not registered"u8);

    public void NeedMoreParameters(ReadOnlySpan<byte> verb) => Send(Numeric.ERR_NEEDMOREPARAMS, verb, "Not enough parameters"u8);

    /// <summary>The user is not an operator, or an operator without the named privileges.</summary>
    public void NoPrivileges(User user, Privileges needed)
    {
        if (user.Operator is null) Send(Numeric.ERR_NOPRIVILEGES, "Permission denied: you are not an operator of the server"u8);
        else Send(Numeric.ERR_NOPRIVS, Encoding.ASCII.GetBytes(string.Join(',', PrivilegeNames.Of(needed))),
            "Insufficient operator privileges"u8);
    }

    /// <summary>
    /// The message could not be stored and was not delivered. Or the disk has not answered in time (<see cref="Commits.Unknown"/>): then it
    /// may be stored, and is delivered when the disk answers.
    /// </summary>
    public void NotKept(ReadOnlySpan<byte> target, string why)
    {
        bool isUnknown = why == Commits.Unknown;
        byte[] text = Encoding.UTF8.GetBytes(isUnknown
            ? $"Your message may not have been sent: {why}"
            : $"Your message was not sent: {why}");
        if (session.Has(Capability.StandardReplies))
            Fail(Verbs.Privmsg, isUnknown ? "NOT_KNOWN"u8 : "NOT_KEPT"u8, [target.ToArray()], text);
        else Send(Numeric.ERR_CANNOTSENDTOCHAN, target, text);
    }

    /// <summary>A line was not said, or a command not done, because the log that several servers share cannot be reached.</summary>
    public void NotShared(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> target, string why)
    {
        bool isSpeech = CaseMapping.Ascii.Equals(verb, Verbs.Privmsg) || CaseMapping.Ascii.Equals(verb, Verbs.Notice);
        if (isSpeech && !session.Has(Capability.StandardReplies))
        {
            NotKept(target, why);
            return;
        }
        byte[] text = Encoding.UTF8.GetBytes((isSpeech ? "Your message was not sent: " : "That was not done: ") + why);
        if (session.Has(Capability.StandardReplies)) Fail(verb, "NOT_KEPT"u8, isSpeech ? [target.ToArray()] : [], text);
        else Notice(Encoding.UTF8.GetString(text));
    }

    /// <summary>Nobody knows yet whether a line has got into the shared log. It is sent at once, past what gathers.</summary>
    public void NotSharedYet(byte[] line)
    {
        ReadOnlySpan<byte> verb = MessageParser.TryParse(line, out Message message) ? message.Verb : Verbs.Privmsg;
        ReadOnlySpan<byte> text = "Whether that was done is not known yet: the servers' common log has not answered for 30 seconds"u8;
        session.Outbox.AppendLines(session.Has(Capability.StandardReplies)
            ? Buffer.Line(Verbs.Fail, verb, "NOT_KNOWN"u8, message[0].IsEmpty ? "*"u8 : message[0], text)
            : Buffer.Line(Verbs.Notice, session.User.Nickname, text: text));
    }

    /// <summary>The server itself says something to the asker that has no numeric.</summary>
    public void Notice(string text)
    {
        MessageWriter writer = Buffer.Begin(Verbs.Notice);
        writer.Parameter(session.User.Nickname);
        writer.Trailing(text);
        Buffer.End(ref writer);
    }

    public void AlreadyRegistered() => Send(Numeric.ERR_ALREADYREGISTERED, "You may not reregister"u8);

    /// <summary>The user's status in the room does not suffice.</summary>
    public void StatusNeeded(ReadOnlySpan<byte> room, MemberModes needs) =>
        Send(Numeric.ERR_CHANOPRIVSNEEDED, room, Encoding.ASCII.GetBytes(
            needs == MemberModes.Founder
                ? "You must be a channel founder"
                : $"You must be a channel {MemberPrefix.Highest(needs)!.Name} or above"));

    /// <summary>The user's status does not suffice to act on this member.</summary>
    public void RankTooLow(ReadOnlySpan<byte> room, Membership member)
    {
        string status = MemberPrefix.Highest(member.Modes)?.Name ?? "member";
        Send(Numeric.ERR_CHANOPRIVSNEEDED, room, Encoding.ASCII.GetBytes(
            $"Your status is too low: {Encoding.ASCII.GetString(member.User.Nickname)} is a channel {status}"));
    }

    /// <summary>Tells a user who writes to or invites an away user.</summary>
    public void Away(User user)
    {
        if (user.Away is { } why) Send(Numeric.RPL_AWAY, user.Nickname, why);
    }

    /// <summary>RPL_WHOISACTUALLY: a user's real address. For those who may know it.</summary>
    public void Actually(ReadOnlySpan<byte> nickname, ReadOnlySpan<byte> username, ReadOnlySpan<byte> address)
    {
        MessageWriter writer = Buffer.Begin(Numeric.RPL_WHOISACTUALLY);
        writer.Parameter(nickname);
        writer.Parameter([.. username, (byte)'@', .. address]);
        writer.Parameter(address);
        writer.Trailing("Is actually using host"u8);
        Buffer.End(ref writer);
    }

    /// <summary>
    /// Refuses with a code of our own: FAIL for clients with IRCv3 standard-replies ("Capabilities"), a notice for others, which only need
    /// to understand codes of other specifications.
    /// </summary>
    public void Refuse(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> code, ReadOnlySpan<byte> text)
    {
        if (session.Has(Capability.StandardReplies)) Fail(verb, code, text);
        else Notice(Encoding.UTF8.GetString(text));
    }

    /// <summary>IRCv3 standard-replies: FAIL, with a code from a specification that the client uses.</summary>
    public void Fail(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> code, ReadOnlySpan<byte> text) => Fail(verb, code, [], text);

    /// <summary>Refuses with a code of our own and its context.</summary>
    public void Fail(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> code, ReadOnlySpan<byte[]> about, ReadOnlySpan<byte> text) =>
        Standard(Verbs.Fail, verb, code, about, text);

    /// <summary>IRCv3 standard-replies: NOTE. It worked, and there is something to say about it.</summary>
    public void Note(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> code, ReadOnlySpan<byte[]> about, ReadOnlySpan<byte> text) =>
        Standard(Verbs.Note, verb, code, about, text);

    private void Standard(ReadOnlySpan<byte> type, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> code, ReadOnlySpan<byte[]> about,
        ReadOnlySpan<byte> text)
    {
        MessageWriter writer = Buffer.Begin(type);
        writer.Parameter(verb);
        writer.Parameter(code);
        foreach (byte[] parameter in about) writer.Parameter(parameter);
        writer.Trailing(text);
        Buffer.End(ref writer);
    }

    public void Send(Numeric numeric, ReadOnlySpan<byte> text)
    {
        MessageWriter writer = Buffer.Begin(numeric);
        writer.Trailing(text);
        Buffer.End(ref writer);
    }

    public void Send(Numeric numeric, ReadOnlySpan<byte> parameter, ReadOnlySpan<byte> text)
    {
        MessageWriter writer = Buffer.Begin(numeric);
        writer.Parameter(parameter);
        writer.Trailing(text);
        Buffer.End(ref writer);
    }

    public void Send(Numeric numeric, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> text)
    {
        MessageWriter writer = Buffer.Begin(numeric);
        writer.Parameter(first);
        writer.Parameter(second);
        writer.Trailing(text);
        Buffer.End(ref writer);
    }

    /// <inheritdoc cref="Send(Numeric, ReadOnlySpan{byte})"/>
    public void Send(Numeric numeric, string text)
    {
        MessageWriter writer = Buffer.Begin(numeric);
        writer.Trailing(text);
        Buffer.End(ref writer);
    }
}
