using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>Numerics after registration: those that change our state, errors, and replies to show.</summary>
internal static class NumericEvents
{
    public static void Add(ClientSession session, in Message message, DateTimeOffset time, string? label, ICollection<SessionEvent> events)
    {
        switch (message.Numeric)
        {
            case Numeric.RPL_ISUPPORT:
                session.Isupport.Read(message);
                break;
            case Numeric.RPL_TOPIC:
                events.Add(new TopicSeen(time, WireText.Decode(message[1]), "", WireText.Decode(message.Last)));
                break;
            case Numeric.RPL_NAMREPLY:
                session.Rooms.Listing(WireText.Decode(message[^2]), WireText.Decode(message.Last));
                break;
            case Numeric.RPL_ENDOFNAMES:
                string room = WireText.Decode(message[1]);
                events.Add(new MembersListed(time, room, session.Rooms.EndListing(room)));
                break;
            case Numeric.RPL_LIST:
                _ = int.TryParse(WireText.Decode(message[2]), System.Globalization.NumberStyles.None,
                    System.Globalization.CultureInfo.InvariantCulture, out int members);
                events.Add(new RoomListed(time, WireText.Decode(message[1]), members, WireText.Decode(message[3])));
                break;
            case Numeric.RPL_LISTEND:
                events.Add(new RoomsListed(time));
                break;
            case Numeric.RPL_TOPICWHOTIME when session.Rooms.Find(WireText.Decode(message[1])) is { IsListed: false }:
                // On the way into a room it is nothing to read; whoever asks for the topic gets it.
                break;
            case Numeric.RPL_WHOREPLY:
                events.Add(UserReplies.Standard(session, message, time));
                break;
            case Numeric.RPL_WHOSPCRPL when UserReplies.Extended(session, message, time) is { } user:
                events.Add(user);
                break;
            case Numeric.RPL_ENDOFWHO:
                events.Add(new UsersListed(time, WireText.Decode(message[1])));
                break;
            case var numeric when IsError(numeric):
                AddRefusal(session, message, time, label, events);
                break;
            default:
                if (NumericReplies.Describe(message) is { } text)
                {
                    events.Add(new Informed(time, NumericReplies.RoomOf(message, session.Isupport), text));
                }
                break;
        }
    }

    // 422 is the message of the day that is not there; nothing was refused. 263 is "try again later".
    private static bool IsError(Numeric numeric) =>
        (int)numeric is 263 or (>= 400 and < 600 and not (int)Numeric.ERR_NOMOTD) or (int)Numeric.ERR_INVALIDMODEPARAM or 723;

    private static void AddRefusal(ClientSession session, in Message message, DateTimeOffset time, string? label,
        ICollection<SessionEvent> events)
    {
        string subject = message.Count > 2 ? WireText.Decode(message[1]) : "";
        string text = WireText.Decode(message.Last);
        bool isForward = message.Numeric == Numeric.ERR_LINKCHANNEL && message.Count > 3;
        if (isForward && session.Rooms.Forward(subject, WireText.Decode(message[2]), label))
        {
            events.Add(new Informed(time, "", $"{subject}: {text} ({WireText.Decode(message[2])})"));
            return;
        }
        if (JoinWasRefused(message.Numeric) && session.Rooms.Answered(subject, label) is not null)
        {
            events.Add(new JoinRefused(time, subject, text));
            return;
        }
        events.Add(new Refused(time, (int)message.Numeric, subject, text));
    }

    // Which numbers a JOIN may be refused with differs from server to server; these are not about joining at all.
    private static bool JoinWasRefused(Numeric numeric) =>
        numeric is not (Numeric.ERR_CANNOTSENDTOCHAN or Numeric.ERR_CHANOPRIVSNEEDED or Numeric.ERR_NOTONCHANNEL
            or Numeric.ERR_UNKNOWNMODE);
}
