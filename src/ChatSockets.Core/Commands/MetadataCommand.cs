using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// IRCv3 metadata, "METADATA client command": keys and values of users and rooms. They last as long as their owner; those of always-on
/// users and of lasting rooms are stored.
/// </summary>
internal static class MetadataCommand
{
    public static readonly Command Row = new(
        "METADATA", Handle, "METADATA <nickname, room or *> GET|LIST|SET|CLEAR|SUB|UNSUB|SUBS|SYNC [<key>...] [:<value>]",
            "Shows and changes what users and rooms say of themselves.")
    {
        MinimumParameters = 2,
        BeforeRegistration = true,
        Cost = 2,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        switch (Encoding.ASCII.GetString(message[1]).ToUpperInvariant())
        {
            case "GET" or "LIST" or "SET" or "CLEAR" or "SYNC":
                OnTarget(context, message);
                break;
            case "SUB":
                if (IsOwn(context, message)) MetadataSubscriptions.Add(context, message);
                break;
            case "UNSUB":
                if (IsOwn(context, message)) MetadataSubscriptions.Remove(context, message);
                break;
            case "SUBS":
                if (IsOwn(context, message)) MetadataSubscriptions.List(context);
                break;
            default:
                Fail(context, "SUBCOMMAND_INVALID"u8, [message[1].ToArray()], "Invalid subcommand"u8);
                break;
        }
    }

    private static void OnTarget(CommandContext context, in Message message)
    {
        if (IsSelf(context, message[0]))
        {
            lock (context.User.Gate) OnSubject(context, message, MetadataSubject.Of(context.User));
        }
        else if (context.User.IsRegistered && context.Server.Rooms.TryFindVisible(message[0], context.User, out Room? room))
        {
            context.Server.Rooms.Registry.Prepare(room);
            lock (room.Gate)
            {
                OnSubject(context, message, MetadataSubject.Of(room));
                context.Reply.Buffer.Flush();
            }
        }
        else if (context.User.IsRegistered && context.Server.Users.TryFind(message[0], out User? user))
        {
            OnSubject(context, message, MetadataSubject.Of(user));
        }
        else
        {
            InvalidTarget(context, message[0]);
        }
    }

    private static void OnSubject(CommandContext context, in Message message, MetadataSubject subject)
    {
        string subcommand = Encoding.ASCII.GetString(message[1]).ToUpperInvariant();
        if (subcommand is "GET" or "SET" && message.Count < 3)
        {
            context.Reply.NeedMoreParameters(Verbs.Metadata);
            return;
        }
        bool changes = subcommand is "SET" or "CLEAR";
        if (changes ? !subject.IsChangedBy(context.User) : !subject.IsVisibleTo(context.User))
        {
            // A key that is none is to be told as that.
            if (subcommand is "SET" && !IsKey(context, message[2])) return;
            byte[] key = subcommand is "SET" ? message[2].ToArray() : [(byte)'*'];
            Fail(context, "KEY_NO_PERMISSION"u8, [subject.Name, key], "You do not have permission to do that"u8);
            return;
        }
        if (subcommand == "GET") Get(context, message, subject);
        else if (subcommand == "LIST") List(context, subject);
        else if (subcommand == "SYNC") MetadataSync.OnRequest(context, subject);
        else if (subcommand == "CLEAR") Clear(context, subject);
        else if (IsKey(context, message[2]))
            Set(context, subject, Encoding.ASCII.GetString(message[2]), message.Count > 3 ? message[3].ToArray() : null);
    }

    private static void Get(CommandContext context, in Message message, MetadataSubject subject)
    {
        context.Reply.Buffer.BeginBatch("metadata"u8, subject.Name);
        for (int i = 2; i < message.Count; i++)
        {
            if (!IsKey(context, message[i])) continue;
            string key = Encoding.ASCII.GetString(message[i]);
            Show(context, subject, key, subject.Values.GetValueOrDefault(key));
        }
        context.Reply.Buffer.EndBatch();
    }

    private static void List(CommandContext context, MetadataSubject subject)
    {
        context.Reply.Buffer.BeginBatch("metadata"u8, subject.Name);
        foreach ((string key, byte[] value) in subject.Values) Show(context, subject, key, value);
        context.Reply.Buffer.EndBatch();
    }

    private static void Set(CommandContext context, MetadataSubject subject, string key, byte[]? value)
    {
        bool isSet = subject.Values.TryGetValue(key, out byte[]? before);
        if (value is null && !isSet)
        {
            Fail(context, "KEY_NOT_SET"u8, [subject.Name, Encoding.ASCII.GetBytes(key)], "The key is not set"u8);
        }
        else if (value?.Length > MetadataLimits.MaximumValueBytes)
        {
            if (MetadataForm.IsNumeric(context.Session))
                Fail(context, "INVALID_VALUE"u8, [Encoding.ASCII.GetBytes(key)], "The value is too long"u8);
            else Fail(context, "VALUE_INVALID"u8, [], "The value is too long"u8);
        }
        else if (!isSet && subject.Values.Count >= MetadataLimits.MaximumKeys)
        {
            Fail(context, "LIMIT_REACHED"u8, [subject.Name], "Too many keys are set"u8);
        }
        else
        {
            // What changes nothing is no news.
            if (value is null || before is null || !value.AsSpan().SequenceEqual(before)) Change(context, subject, [key], value);
            Show(context, subject, key, value);
        }
    }

    private static void Clear(CommandContext context, MetadataSubject subject)
    {
        string[] keys = [.. subject.Values.Keys];
        Change(context, subject, keys, null);
        context.Reply.Buffer.BeginBatch("metadata"u8, subject.Name);
        foreach (string key in keys) Show(context, subject, key, null);
        context.Reply.Buffer.EndBatch();
    }

    // Sets a key, or takes several away, and tells of it: of a user within the locks of all rooms, so that nobody who enters one misses it.
    private static void Change(CommandContext context, MetadataSubject subject, string[] keys, byte[]? value)
    {
        if (subject.Room is { } room)
        {
            Apply(subject, keys, value);
            room.Keep();
            foreach (string key in keys) MetadataNews.OfRoom(context, room, key, value);
            return;
        }
        using var rooms = new CommonRooms(context.User);
        Apply(subject, keys, value);
        context.Server.StoredUsers.Changed(context.User);
        foreach (string key in keys) MetadataNews.OfUser(context.Server, context.User, context.Session, rooms, key, value);
    }

    private static void Apply(MetadataSubject subject, string[] keys, byte[]? value) =>
        subject.Values = value is null ? subject.Values.RemoveRange(keys) : subject.Values.SetItem(keys[0], value);

    private static void Show(CommandContext context, MetadataSubject subject, string key, byte[]? value) =>
        MetadataForm.Write(context.Reply.Buffer, subject.Name, key, value);

    /// <summary>Returns whether that is a valid key; otherwise replies with the error.</summary>
    public static bool IsKey(CommandContext context, ReadOnlySpan<byte> key)
    {
        if (MetadataLimits.IsKey(key)) return true;
        Fail(context, "KEY_INVALID"u8, [key.ToArray()], "That is not a key: a-z, 0-9 and _./- only"u8);
        return false;
    }

    public static void Fail(CommandContext context, ReadOnlySpan<byte> code, ReadOnlySpan<byte[]> about, ReadOnlySpan<byte> text) =>
        context.Reply.Fail(Verbs.Metadata, code, about, text);

    private static bool IsOwn(CommandContext context, in Message message)
    {
        if (IsSelf(context, message[0])) return true;
        InvalidTarget(context, message[0]);
        return false;
    }

    private static bool IsSelf(CommandContext context, ReadOnlySpan<byte> target) =>
        target.SequenceEqual("*"u8) || (context.User.IsRegistered && CaseMapping.Ascii.Equals(target, context.User.Nickname));

    private static void InvalidTarget(CommandContext context, ReadOnlySpan<byte> target) =>
        Fail(context, "INVALID_TARGET"u8, [target.ToArray()], "Invalid target"u8);
}
