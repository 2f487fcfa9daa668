using ChatSockets.Core;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Entries;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Server.Http;
using ChatSockets.Storage;

namespace ChatSockets.Server.Hooks;

/// <summary>
/// A hook says something in its room, as any message is said: in the room's order, and committed before anybody sees it (promises 3 and 4).
/// </summary>
internal static class HookSpeech
{
    /// <summary>Says it, and waits until it is on the disk.</summary>
    /// <param name="server">The chat.</param>
    /// <param name="session">The connection, whose user speaks for the hook.</param>
    /// <param name="said">What the hook says; with a key it is said once, however often it is sent.</param>
    public static HttpResponse Say(ChatContext server, Session session, HookSaid said)
    {
        try
        {
            while (true)
            {
                Room room = server.Rooms.FindOrCreate(said.Room, server.Clock.GetUtcNow());
                if (TrySay(server, session, room, said) is { } answer) return answer;
            }
        }
        catch (StoreException exception)
        {
            return NotStored(exception.Message);
        }
    }

    // Null where the room has closed meanwhile: once more.
    private static HttpResponse? TrySay(ChatContext server, Session session, Room room, HookSaid hook)
    {
        int left = WireLimits.Line - ": PRIVMSG  :\r\n".Length - session.User.Source.Length - hook.Room.Length;
        if (HookText.Cut(hook.Text, left, out List<(byte[], bool)> lines) is { } tooLong) return tooLong;
        Deduplication? once = hook.Key.Length == 0
            ? null : new Deduplication([.. "hook/"u8, .. System.Text.Encoding.ASCII.GetBytes($"{hook.Hook}")], KeyOf(hook.Key));
        OutgoingMessages said = Message(session, hook.Room, lines, once);
        bool isKept = true;
        RoomSpeech? speech = null;
        using (server.CommitPipeline.Enter(room, ref isKept, out string? failure))
        {
            if (failure is not null) return NotStored(failure);
            if (room.IsClosed) return null;
            if (Refusal(room, session.User, said, server.Clock) is { } why)
            {
                room.CloseIfEmpty();
                return HttpResponse.Text(403, why);
            }
            speech = new RoomSpeech(room, null, said, said.ToSubmission(room.Record.Conversation), null);
            if (isKept) server.CommitPipeline.Submit(room.Speech, speech);
            else speech.Deliver();
        }
        string? problem = server.CommitPipeline.Await(room.Speech, speech);
        lock (room.Gate) room.CloseIfEmpty();
        if (speech.MessageWrite.IsAnother) return HttpResponse.Text(409, "Something else was said with this Idempotency-Key.");
        return problem is null ? HttpResponse.Text(200, "ok") : NotStored(problem);
    }

    private static HttpResponse NotStored(string why) =>
        HttpResponse.Text(503, $"It was not said, because it cannot be stored: {why} Try again.") with { Headers = "Retry-After: 5\r\n" };

    // It was asked into the room, so that it need not be in it; a ban, and silence for everybody, count for it too.
    private static string? Refusal(Room room, User user, OutgoingMessages said, TimeProvider clock)
    {
        if (room.Modes.IsModerated) return "The room is moderated (+m): nobody without a voice is heard.";
        if (room.IsBanned(user, toSpeak: true)) return "This hook is banned from the room (+b).";
        if (!room.Modes.LooksAtLines) return null;
        foreach (ReadOnlyMemory<byte> line in said.Texts)
        {
            if (!line.IsEmpty && room.CheckMessage(user, line.Span, clock, out _) is { } why) return why;
        }
        return null;
    }

    // Several lines are one message: IRCv3 multiline.
    private static OutgoingMessages Message(Session session, byte[] room, List<(byte[] Text, bool IsContinued)> lines, Deduplication? once)
    {
        if (lines.Count > 1)
        {
            var batch = new MultilineBatch([], room, [], once);
            foreach ((byte[] text, bool isContinued) in lines) batch.Add(Verbs.Privmsg, text, isContinued);
            return batch.To(session, room);
        }
        byte[] line = new byte[WireLimits.Line];
        int length = Lines.Say(line, session.User, Verbs.Privmsg, room, lines[0].Text, isTagsOnly: false);
        return new OutgoingMessages(session, line[..length], [OutgoingMessage.Of(0, length, lines[0].Text, default,
            isTagsOnly: false) with { IsKept = true }],
            deduplication: once);
    }

    private static byte[] KeyOf(string key)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(key);
        return bytes.Length <= Deduplication.MaximumBytes ? bytes
            : System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
    }
}
