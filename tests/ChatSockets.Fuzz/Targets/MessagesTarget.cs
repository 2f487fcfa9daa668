using ChatSockets.Protocol;

namespace ChatSockets.Fuzz.Targets;

/// <summary>The parser of messages: what it finds lies within the line, and what is written again is read as the same.</summary>
internal sealed class MessagesTarget : FuzzTarget
{
    public override string Name => "messages";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        "PRIVMSG #room :hello there"u8.ToArray(),
        "@time=2026-01-01T00:00:00.000Z;msgid=abc;+draft/reply=x\\:y\\s :nick!user@host PRIVMSG #room,bob :\u0001ACTION waves\u0001"u8
            .ToArray(),
        ":server 005 nick A=1 B C=\\x20 :are supported"u8.ToArray(),
        "MODE #room +ovb-l a b c!*@* 5"u8.ToArray(),
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
        [" :"u8.ToArray(), " "u8.ToArray(), "@"u8.ToArray(), ":"u8.ToArray(), ";"u8.ToArray(), "="u8.ToArray(), "\\"u8.ToArray(),
            "+a=b"u8.ToArray(), "999"u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input, Random random)
    {
        if (!MessageParser.TryParse(input, out Message message)) return;
        int tags = 0;
        foreach (MessageTag tag in message.Tags)
        {
            tags++;
            _ = message.Tags.TryGet(tag.Key, out _);
        }
        Require(tags <= input.Length, "there are more tags than bytes");
        Require(!message.Verb.IsEmpty, "there is no verb");
        for (int i = 0; i < message.Count; i++)
        {
            Require(message[i].Length <= input.Length, "a parameter is longer than the line");
            Require(i == message.Count - 1 || message[i].IndexOf((byte)' ') < 0, "a parameter but the last has a space");
        }
        Require(message[message.Count].IsEmpty, "there is a parameter more than there are");
    }
}
