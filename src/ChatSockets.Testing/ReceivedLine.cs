using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Testing;

/// <summary>A line from the server, parsed once.</summary>
internal sealed record ReceivedLine(string Raw, string Verb, string Last, string Label, string Batch, ChatLine? Chat, string First)
{
    /// <summary>Whether it is a refusal: a numeric from 400 to 599, an end of SASL that failed, or FAIL (IRCv3 standard replies).</summary>
    public bool IsError =>
        Verb is "FAIL" or "902" or "904" or "905" or "906" or "908" || (Verb.Length == 3 && Verb[0] is '4' or '5');

    public static ReceivedLine Parse(string raw)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(raw);
        if (!MessageParser.TryParse(bytes, out Message message)) return new ReceivedLine(raw, "", "", "", "", null, "");
        string verb = Encoding.UTF8.GetString(message.Verb).ToUpperInvariant();
        string first = message.Count > 0 ? Encoding.UTF8.GetString(message[0]) : "";
        string last = message.Count > 0 ? Encoding.UTF8.GetString(message.Last) : "";
        Source source = Source.Parse(message.Source);
        bool isChat = message.Count == 2 && !source.IsServer && verb is "PRIVMSG" or "NOTICE";
        ChatLine? chat = isChat
            ? new ChatLine(Encoding.UTF8.GetString(source.Name), first, last, message.Tags.Get("msgid"u8) ?? "", verb == "NOTICE")
            : null;
        return new ReceivedLine(raw, verb, last, message.Tags.Get("label"u8) ?? "", message.Tags.Get("batch"u8) ?? "", chat, first);
    }
}
