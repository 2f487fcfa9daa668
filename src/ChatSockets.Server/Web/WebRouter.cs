using ChatSockets.Core.State;
using ChatSockets.Server.Hooks;
using ChatSockets.Server.Http;

namespace ChatSockets.Server.Web;

/// <summary>Which request gets which answer. On the thread of the request's connection.</summary>
internal static class WebRouter
{
    /// <summary>How long the body of a request may be.</summary>
    public static int BodyLimit(ServerContext server, HttpRequest request) => IsHook(request) ? server.HookEndpoint.BodyLimit(request) : 0;

    /// <summary>Answers a request that is none for a WebSocket.</summary>
    public static HttpResponse Answer(ServerContext server, Session session, HttpRequest request)
    {
        // Whoever knows a token need not know the server's name.
        if (IsHook(request)) return server.HookEndpoint.Answer(session, request);
        if (IsLook(request, "/healthz")) return Of(server.StatusPages.Health());
        if (IsLook(request, "/readyz")) return Of(server.StatusPages.Ready());
        if (!WebHosts.IsOwn(server, request.Host)) return UnknownHost(request.Host);
        if (request.Method is not ("GET" or "HEAD"))
            return HttpResponse.Text(405, "There is nothing to be done with that method here.") with { Headers = "Allow: GET, HEAD\r\n" };
        return request.Path switch
        {
            "/metrics" => Of(server.StatusPages.Metrics(session.IPAddress)),
            "/" when server.Options.Web => Page.Response(server.Options),
            "/" => HttpResponse.Text(404, "This is a chat server. Join it with chat-client, an IRC client, nc or telnet."),
            _ => HttpResponse.Text(404, "There is no such page."),
        };
    }

    /// <summary>Answers a request in clear where only TLS is spoken.</summary>
    public static HttpResponse ToTls(HttpRequest request)
    {
        string host = request.Header("Host");
        return request.Method is not ("GET" or "HEAD") || !Uri.IsWellFormedUriString($"https://{host}{request.Target}", UriKind.Absolute)
            ? HttpResponse.Text(403, "Only TLS is spoken here: use https.")
            : HttpResponse.Text(308, "Only TLS is spoken here.") with { Headers = $"Location: https://{host}{request.Target}\r\n" };
    }

    /// <summary>Agrees to a WebSocket, or says why not.</summary>
    public static WebSocketHandshake? Upgrade(ServerContext server, HttpRequest request, out HttpResponse? refusal)
    {
        refusal = !server.Options.Web ? HttpResponse.Text(404, "There is no WebSocket here: the server was started with --web off.")
            : !WebHosts.IsOwn(server, request.Host) ? UnknownHost(request.Host)
            : !WebHosts.MayConnect(server, request)
                ? HttpResponse.Text(403,
                    $"Pages of {request.Header("Origin")} may not connect here; its operator can allow it with --web-origins.")
            : null;
        return refusal is null ? WebSocketHandshake.Agree(request, out refusal) : null;
    }

    private static HttpResponse Of(StatusPage page) => new(page.Code, page.ContentType, page.Body);

    private static bool IsLook(HttpRequest request, string path) => request.Path == path && request.Method is ("GET" or "HEAD");

    private static bool IsHook(HttpRequest request) => request.Path.StartsWith(HookEndpoint.Prefix, StringComparison.Ordinal);

    private static HttpResponse UnknownHost(string host) =>
        HttpResponse.Text(421,
            $"This server does not know itself as '{host}'. If that is one of its names, its operator can say so with --web-hosts {host}.");
}
