using System.Diagnostics;
using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>Events as lines to read. Null for an event that has nothing to show.</summary>
internal sealed class ChatLines(TimeProvider clock, Conversations conversations)
{
    public ChatLine? From(Network network, SessionEvent happened) => happened switch
    {
        ChatMessage said => Speech(network, said),
        Registered e => Status(e, $"you are {e.Nick}"),
        NickRefused e => Error(e, $"the nickname {e.Nick} was refused ({e.Reason}), trying {e.Next}"),
        RegistrationRefused e => Error(e, e.Reason),
        Joined e => Status(e, e.Self ? $"you joined {e.Room}" : $"{e.Nick} joined {e.Room}"),
        JoinRefused e => Error(e, $"cannot join {e.Room}: {e.Reason}"),
        Parted e => Status(e, (e.Self ? "you left " : $"{e.Nick} left ") + e.Room + InBrackets(e.Reason)),
        LeftServer e => Status(e, $"{e.Nick} quit{InBrackets(e.Reason.TrimEnd() == "Quit:" ? "" : e.Reason)}"),
        Renamed e => Status(e, e.Self ? $"you are now {e.NewNick}" : $"{e.OldNick} is now {e.NewNick}"),
        Kicked e => Status(e, $"{(e.Self ? "you were" : e.Nick + " was")} kicked from {e.Room} by {e.By}{InBrackets(e.Reason)}"),
        TopicSeen e => Status(e, Topic(e)),
        ModeChanged e => Status(e, $"{e.By} set {e.Modes} on {e.Target}"),
        MembersListed e => Status(e, $"in {e.Room}: {(e.Members.Count == 0 ? "nobody" : string.Join(' ', e.Members))}"),
        Invited e => Status(e, $"{e.By} invites you to {e.Room}; /join {e.Room} follows"),
        Greeted e => Status(e, e.Text),
        Informed e => Status(e, e.Text),
        Refused e => Error(e, e.Subject.Length > 0 ? $"{e.Subject}: {e.Text}" : e.Text),
        RoomListed e => Status(e, $"{e.Room}  {e.Members}  {e.Topic}".TrimEnd()),
        UserListed e => Status(e, $"{e.Nick} ({e.User}@{e.Host}) {e.Flags} {e.RealName}"),
        Ponged or Acknowledged or Typing or Reacted or Redacted or ReadMarked or AwayChanged or PastEvent or HistoryTarget
            or RoomsListed or UsersListed or AccountMade or StrictTransportSeen => null,
        RoomRenamed e => Status(e, $"{e.OldName} is now {e.NewName}"),
        ServerClosing e => Error(e, $"the server closes the connection: {e.Reason}"),
        _ => throw new UnreachableException(),
    };

    /// <summary>The client's own words.</summary>
    public ChatLine Status(string text) => Line(clock.GetUtcNow(), ChatLineKind.Status, text);

    /// <inheritdoc cref="Status(string)"/>
    public ChatLine Error(string text) => Line(clock.GetUtcNow(), ChatLineKind.Error, text);

    private ChatLine Status(SessionEvent e, string text) => Line(e.Time, ChatLineKind.Status, text);

    private ChatLine Error(SessionEvent e, string text) => Line(e.Time, ChatLineKind.Error, text);

    private ChatLine Line(DateTimeOffset time, ChatLineKind kind, string text) =>
        new(Local(time), kind, "", "", PlainText.Clean(text));

    private ChatLine Speech(Network network, ChatMessage said)
    {
        ChatLineKind kind = said.Kind switch
        {
            SpeechKind.Message => ChatLineKind.Message,
            SpeechKind.Notice => ChatLineKind.Notice,
            SpeechKind.Action => ChatLineKind.Action,
            _ => throw new UnreachableException(),
        };
        string where = said.Status.Length == 0
            && conversations.IsCurrent(network, said.Conversation) ? "" : $"[{PlainText.Clean(said.To)}]";
        return new ChatLine(Local(said.Time), kind, where, PlainText.Clean(said.From),
            PlainText.Clean(ShownText(said)))
        { IsDated = said.Replayed };
    }

    /// <summary>Returns the text without secrets that we have sent to services.</summary>
    public static string ShownText(ChatMessage said) => said.Self ? Secrets.Hide(said.Conversation, said.Text) : said.Text;

    private DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone);

    private static string Topic(TopicSeen e) => e switch
    {
        { By: "", Text: "" } => $"{e.Room} has no topic",
        { By: "" } => $"the topic of {e.Room} is: {e.Text}",
        { Text: "" } => $"{e.By} took the topic off {e.Room}",
        _ => $"{e.By} set the topic of {e.Room}: {e.Text}",
    };

    private static string InBrackets(string reason) => reason.Length > 0 ? $" ({reason})" : "";
}
