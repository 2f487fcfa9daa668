using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "TOPIC message".</summary>
internal static class Topic
{
    public static readonly Command Row = new("TOPIC", Handle, "TOPIC <room> [:<topic>]",
        "Shows or changes what a room is about.")
    { MinimumParameters = 1, IsShared = true };

    private static void Handle(CommandContext context, in Message message)
    {
        if (!context.Server.Rooms.TryFindVisible(message[0], context.User, out Room? room))
        {
            context.Reply.NoSuchRoom(message[0]);
            return;
        }
        context.Server.Rooms.Registry.Prepare(room);
        lock (room.Gate)
        {
            Membership? member = Override.Actor(context, room);
            if (message.Count == 1) Show(context, room);
            else if (member is null) context.Reply.NotOnRoom(room.Name);
            else if (room.Modes.IsTopicProtected && !member.IsAtLeast(Permissions.Topic))
                context.Reply.StatusNeeded(room.Name, Permissions.Topic);
            else Change(context, room, Utf8Text.Clip(message[1], RoomTopic.MaximumBytes));
            context.Reply.Buffer.Flush();
        }
    }

    private static void Show(CommandContext context, Room room)
    {
        if (room.Topic is null) context.Reply.Send(Numeric.RPL_NOTOPIC, room.Name, "No topic is set"u8);
        else context.Reply.Topic(room);
    }

    // What is so already is no change, and nobody is told of it.
    private static void Change(CommandContext context, Room room, ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual(room.Topic?.Text)) return;
        Override.Log(context, room, "TOPIC", own => !room.Modes.IsTopicProtected || own.IsAtLeast(Permissions.Topic));
        room.Topic = text.IsEmpty ? null : new RoomTopic(text.ToArray(), context.User.Source, context.Server.Clock.GetUtcNow());
        room.Keep();
        context.Tell(room, Lines.Topic(context.User, room, text), LineKind.Topic, text.ToArray());
    }
}
