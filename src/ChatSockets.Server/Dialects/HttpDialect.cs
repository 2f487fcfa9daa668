using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Dialects;

/// <summary>
/// A browser, which a web page may have directed here to speak IRC from within its user's network. Its input is ignored, and it gets a
/// refusal in HTTP.
/// </summary>
internal sealed class HttpDialect : Dialect
{
    public static readonly HttpDialect Instance = new();

    public override string Name => "http";

    public override bool IsTelnet => false;

    public override void OnLine(CommandContext context, in Line line)
    {
    }

    public override byte[] Farewell(Session session, string reason) =>
        [
            .. "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"u8,
            .. "This is a chat server. Join it with chat-client, an IRC client, nc or telnet.\n"u8,
        ];
}
