using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Delivery;

/// <summary>Messages between users as whole lines without tags: one constructor per message.</summary>
internal static class Lines
{
    /// <summary>
    /// Writes PRIVMSG, NOTICE, or TAGMSG, which has no text, into a span of at least a line's length. Returns the length.
    /// </summary>
    public static int Say(Span<byte> destination, User from, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> target,
        ReadOnlySpan<byte> text, bool isTagsOnly) =>
        Say(destination, from.Source, verb, target, text, isTagsOnly);

    /// <summary>Writes a message from that source.</summary>
    public static int Say(Span<byte> destination, ReadOnlySpan<byte> from, ReadOnlySpan<byte> verb, ReadOnlySpan<byte> target,
        ReadOnlySpan<byte> text, bool isTagsOnly)
    {
        var writer = From(from, verb, destination);
        writer.Parameter(target);
        if (!isTagsOnly) writer.Trailing(Fitting(text, writer.Remaining - " :".Length));
        return writer.End();
    }

    // What is too long is cut at a character; a CTCP (an ACTION) keeps the byte that closes it.
    private static ReadOnlySpan<byte> Fitting(ReadOnlySpan<byte> text, int room)
    {
        const byte Frame = 1;
        if (text.Length <= room || room < 2 || text is not [Frame, .., Frame]) return text;
        return (byte[])[.. Utf8Text.Clip(text[..^1], room - 1), Frame];
    }

    public static byte[] Join(User user, Room room)
    {
        var writer = From(user, Verbs.Join, stackalloc byte[WireLimits.Line]);
        writer.Parameter(room.Name);
        return writer.ToArray();
    }

    /// <summary>IRCv3 extended-join: with the account, or an asterisk, and the real name.</summary>
    public static byte[] ExtendedJoin(User user, Room room)
    {
        var writer = From(user, Verbs.Join, stackalloc byte[WireLimits.Line]);
        writer.Parameter(room.Name);
        writer.Parameter(user.Account ?? "*"u8);
        writer.Trailing(user.RealName);
        return writer.ToArray();
    }

    public static byte[] Part(User user, ReadOnlySpan<byte> room, ReadOnlySpan<byte> reason)
    {
        var writer = From(user, Verbs.Part, stackalloc byte[WireLimits.Line]);
        writer.Parameter(room);
        if (!reason.IsEmpty) writer.Trailing(reason);
        return writer.ToArray();
    }

    public static byte[] Quit(User user, ReadOnlySpan<byte> reason)
    {
        var writer = From(user, Verbs.Quit, stackalloc byte[WireLimits.Line]);
        writer.Trailing(reason);
        return writer.ToArray();
    }

    public static byte[] Nick(User user, ReadOnlySpan<byte> nickname)
    {
        var writer = From(user, Verbs.Nick, stackalloc byte[WireLimits.Line]);
        writer.Parameter(nickname);
        return writer.ToArray();
    }

    public static byte[] Kick(User by, Room room, User victim, ReadOnlySpan<byte> reason) => Kick(by.Source, room, victim, reason);

    /// <summary>KICK by a user or, with its name as the source, by the server.</summary>
    public static byte[] Kick(ReadOnlySpan<byte> source, Room room, User victim, ReadOnlySpan<byte> reason)
    {
        var writer = From(source, Verbs.Kick, stackalloc byte[WireLimits.Line]);
        writer.Parameter(room.Name);
        writer.Parameter(victim.Nickname);
        writer.Trailing(reason);
        return writer.ToArray();
    }

    public static byte[] Kill(User by, User victim, ReadOnlySpan<byte> reason)
    {
        var writer = From(by, Verbs.Kill, stackalloc byte[WireLimits.Line]);
        writer.Parameter(victim.Nickname);
        writer.Trailing(reason);
        return writer.ToArray();
    }

    public static byte[] Wallops(User from, ReadOnlySpan<byte> text)
    {
        var writer = From(from, Verbs.Wallops, stackalloc byte[WireLimits.Line]);
        writer.Trailing(text);
        return writer.ToArray();
    }

    public static byte[] Invite(User by, User guest, ReadOnlySpan<byte> room)
    {
        var writer = From(by, Verbs.Invite, stackalloc byte[WireLimits.Line]);
        writer.Parameter(guest.Nickname);
        writer.Parameter(room);
        return writer.ToArray();
    }

    public static byte[] Topic(User by, Room room, ReadOnlySpan<byte> topic)
    {
        var writer = From(by, Verbs.Topic, stackalloc byte[WireLimits.Line]);
        writer.Parameter(room.Name);
        writer.Trailing(topic);
        return writer.ToArray();
    }

    public static byte[] Redact(User by, ReadOnlySpan<byte> target, ReadOnlySpan<byte> id, ReadOnlySpan<byte> reason)
    {
        var writer = From(by, Verbs.Redact, stackalloc byte[WireLimits.Line]);
        writer.Parameter(target);
        writer.Parameter(id);
        if (!reason.IsEmpty) writer.Trailing(reason);
        return writer.ToArray();
    }

    /// <summary>RENAME, always with a reason, which may be empty.</summary>
    public static byte[] Rename(User by, ReadOnlySpan<byte> room, ReadOnlySpan<byte> name, ReadOnlySpan<byte> reason)
    {
        var writer = From(by, Verbs.Rename, stackalloc byte[WireLimits.Line]);
        writer.Parameter(room);
        writer.Parameter(name);
        writer.Trailing(reason);
        return writer.ToArray();
    }

    /// <summary>METADATA, with a value or, when the key is gone, without. To whom it is visible: everybody.</summary>
    public static byte[] Metadata(User by, ReadOnlySpan<byte> target, string key, byte[]? value)
    {
        var writer = From(by, Verbs.Metadata, stackalloc byte[WireLimits.Line]);
        writer.Parameter(target);
        writer.Parameter(key);
        writer.Parameter("*"u8);
        if (value is not null) writer.Trailing(value);
        return writer.ToArray();
    }

    /// <summary>Opens a multiline message: IRCv3 multiline.</summary>
    public static byte[] OpenBatch(ReadOnlySpan<byte> source, ReadOnlySpan<byte> reference, ReadOnlySpan<byte> target)
    {
        var writer = From(source, Verbs.Batch, stackalloc byte[WireLimits.Line]);
        writer.Parameter([(byte)'+', .. reference]);
        writer.Parameter(MultilineBatch.Type);
        writer.Parameter(target);
        return writer.ToArray();
    }

    /// <summary>Closes a multiline message.</summary>
    public static byte[] CloseBatch(ChatEnvironment server, ReadOnlySpan<byte> reference)
    {
        var writer = new MessageWriter(stackalloc byte[WireLimits.Line]);
        writer.Source(server.Name);
        writer.Verb(Verbs.Batch);
        writer.Parameter([(byte)'-', .. reference]);
        return writer.ToArray();
    }

    /// <summary>MODE with its letters and, separated by spaces, their arguments.</summary>
    public static byte[] Mode(User by, ReadOnlySpan<byte> target, ReadOnlySpan<byte> letters, IEnumerable<byte[]> arguments) =>
        Mode(by.Source, target, letters, arguments);

    /// <summary>MODE by a user or, with its name as the source, by the server.</summary>
    public static byte[] Mode(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target, ReadOnlySpan<byte> letters,
        IEnumerable<byte[]> arguments)
    {
        var writer = From(source, Verbs.Mode, stackalloc byte[WireLimits.Line]);
        writer.Parameter(target);
        writer.Parameter(letters);
        foreach (byte[] argument in arguments) writer.Parameter(argument);
        return writer.ToArray();
    }

    /// <summary>IRCv3 away-notify: why the user is away, or that he is back.</summary>
    public static byte[] Away(User user)
    {
        var writer = From(user, Verbs.Away, stackalloc byte[WireLimits.Line]);
        if (user.Away is { } why) writer.Trailing(why);
        return writer.ToArray();
    }

    /// <summary>IRCv3 account-notify: the account the user is logged in to now, or an asterisk.</summary>
    public static byte[] Account(User user)
    {
        var writer = From(user, Verbs.Account, stackalloc byte[WireLimits.Line]);
        writer.Parameter(user.Account ?? "*"u8);
        return writer.ToArray();
    }

    /// <summary>IRCv3 chghost, to be made while the user still has the old ones.</summary>
    public static byte[] Chghost(User user, ReadOnlySpan<byte> username, ReadOnlySpan<byte> host)
    {
        var writer = From(user, Verbs.Chghost, stackalloc byte[WireLimits.Line]);
        writer.Parameter(username);
        writer.Parameter(host);
        return writer.ToArray();
    }

    /// <summary>IRCv3 setname: the real name the user has now.</summary>
    public static byte[] Setname(User user)
    {
        var writer = From(user, Verbs.Setname, stackalloc byte[WireLimits.Line]);
        writer.Trailing(user.RealName);
        return writer.ToArray();
    }

    private static MessageWriter From(User user, ReadOnlySpan<byte> verb, Span<byte> buffer) => From(user.Source, verb, buffer);

    private static MessageWriter From(scoped ReadOnlySpan<byte> source, ReadOnlySpan<byte> verb, Span<byte> buffer)
    {
        var writer = new MessageWriter(buffer);
        writer.Source(source);
        writer.Verb(verb);
        return writer;
    }
}
