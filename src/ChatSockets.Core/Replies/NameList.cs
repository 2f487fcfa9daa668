using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Replies;

/// <summary>
/// RPL_NAMREPLY and RPL_ENDOFNAMES (IRCv3 multi-prefix, userhost-in-names), in pages, so that no reply holds thousands of names at once.
/// Each page is written and sent under the room's lock and lists the members at that time: the client knows later changes from the room's
/// own lines. For one thread.
/// </summary>
/// <param name="room">The room; the caller holds its lock.</param>
/// <param name="asker">The session that gets the list.</param>
internal sealed class NameList(Room room, Session asker)
{
    /// <summary>The names of a page. With the longest source each takes some 100 bytes.</summary>
    public const int PageNames = 500;

    private readonly Membership[] _members = [.. room.Members];
    private readonly bool _isMember = room.Find(asker.User) is not null;
    private int _next;

    /// <summary>Whether all has been written.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Writes a page. The caller holds the room's lock.</summary>
    public void Write(Reply reply)
    {
        int end = Math.Min(_next + PageNames, _members.Length);
        // Whoever has left in between sees no more than others who are outside.
        if (room.IsVisibleTo(asker.User) && (!_isMember || room.Find(asker.User) is not null))
            WriteNames(reply, _members.AsSpan(_next..end));
        else
            end = _members.Length;
        _next = end;
        if (end == _members.Length) End(reply);
    }

    /// <summary>Writes the next page and sends it; under no lock.</summary>
    public void Send(Reply reply, bool isAsked)
    {
        lock (room.Gate)
        {
            Write(reply);
            if (isAsked) reply.Buffer.Flush();
            else reply.Buffer.FlushUnasked();
        }
    }

    /// <summary>Sends the rest to a client that has not asked for it, as far as there is space. Under no lock.</summary>
    public void SendUnasked()
    {
        var reply = new Reply(asker);
        while (!IsDone && asker.Outbox.HasRoom) Send(reply, isAsked: false);
        if (IsDone) return;
        End(reply);
        reply.Buffer.FlushUnasked();
    }

    // Leaves out what has not been written.
    private void End(Reply reply)
    {
        IsDone = true;
        reply.EndOfNames(room.Name);
    }

    private void WriteNames(Reply reply, ReadOnlySpan<Membership> members)
    {
        bool allPrefixes = asker.Has(Capability.MultiPrefix), wholeSource = asker.Has(Capability.UserhostInNames);
        Span<byte> names = stackalloc byte[WireLimits.Line];
        int length = 0, limit = 0;
        foreach (Membership member in members)
        {
            User user = member.User;
            if (member.HasLeft || (!_isMember && !asker.User.SeesInRoom(user))) continue;
            byte[] name = wholeSource ? user.Source : user.Nickname;
            if (length > 0 && length + 1 + MemberPrefix.All.Count + name.Length > limit)
            {
                Send(names[..length]);
                length = 0;
            }
            if (length == 0) limit = Math.Max(Begin().Remaining - 2, 64);
            else names[length++] = (byte)' ';
            length += member.WritePrefixes(names[length..], allPrefixes);
            name.CopyTo(names[length..]);
            length += name.Length;
        }
        if (length > 0) Send(names[..length]);

        MessageWriter Begin()
        {
            MessageWriter writer = reply.Buffer.Begin(Numeric.RPL_NAMREPLY);
            writer.Parameter(room.Modes.IsSecret ? "@"u8 : "="u8);
            writer.Parameter(room.Name);
            return writer;
        }

        void Send(ReadOnlySpan<byte> list)
        {
            MessageWriter writer = Begin();
            writer.Trailing(list);
            reply.Buffer.End(ref writer);
        }
    }
}
