using System.Collections.Concurrent;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Hooks;
using ChatSockets.Core.Limits;
using ChatSockets.Core.State;
using ChatSockets.Server.Http;
using ChatSockets.Storage;

namespace ChatSockets.Server.Hooks;

/// <summary>
/// <c>POST /hooks/TOKEN</c>: says the body in the token's room, and answers when it is on the disk. <c>/hooks/TOKEN/github</c> understands
/// GitHub's events. On the threads of the requests' connections.
/// </summary>
internal sealed class HookEndpoint(ServerContext server)
{
    /// <summary>Where the paths of hooks begin.</summary>
    public const string Prefix = "/hooks/";

    /// <summary>The longest body, in bytes; GitHub tells much more than is said.</summary>
    public const int LongestBody = 1 << 20;

    // By the hook's number: who speaks for it, so that the room's limits count for all of its requests.
    private readonly ConcurrentDictionary<long, Voice> _voices = [];

    /// <summary>The hooks.</summary>
    public StoredHooks Stored { get; } = new(server.Store);

    /// <summary>How long the body of a request may be: nothing is taken from who knows no token.</summary>
    public int BodyLimit(HttpRequest request) => request.Method == "POST" && Find(request, out _) is not null ? LongestBody : 0;

    /// <summary>Answers a request for such a path.</summary>
    public HttpResponse Answer(Session session, HttpRequest request)
    {
        if (request.Method != "POST") return HttpResponse.Text(405, "Post what is to be said.") with { Headers = "Allow: POST\r\n" };
        if (Find(request, out HttpResponse error) is not { } hook) return error;
        string[] path = request.Path[Prefix.Length..].Split('/');
        string text;
        if (path is [_, "github"])
        {
            if (!GitHubEvent.IsSigned(request, Hook.SecretOf(path[0])))
                return HttpResponse.Text(403,
                    "The signature (X-Hub-Signature-256) is missing or wrong: the secret is the one that was shown with the hook.");
            if (GitHubEvent.Read(request) is not { } read) return HttpResponse.Text(422, "That is no event of GitHub in JSON.");
            if (read.Length == 0) return HttpResponse.Text(200, "ok, but nothing to say");
            text = read;
        }
        else if (path.Length > 1)
        {
            return HttpResponse.Text(404, "There is only /hooks/TOKEN and /hooks/TOKEN/github.");
        }
        else if (!HookText.TryRead(request, out text, out HttpResponse? problem))
        {
            return problem;
        }
        Voice voice = _voices.GetOrAdd(hook.Id, _ => new Voice());
        if (!voice.MaySpeak(server, out int wait))
            return HttpResponse.Text(429, "That is too much at once.") with { Headers = $"Retry-After: {wait}\r\n" };
        var said = new HookSaid(hook.Id, hook.Room, hook.Nickname, text, request.Header("Idempotency-Key"));
        if (server.Proposals is { } proposals) return Propose(proposals, said);
        session.User = voice.UserOf(server, hook.Nickname);
        return HookSpeech.Say(server, session, said);
    }

    private static HttpResponse Propose(Proposals proposals, HookSaid said)
    {
        try
        {
            return proposals.Propose(said) as HttpResponse ?? HttpResponse.Text(503, "It was not said: this server stops.");
        }
        catch (StoreException exception)
        {
            return HttpResponse.Text(503, $"It was not said: {exception.Message}");
        }
    }

    /// <summary>Says it, as all servers do that share a log. On the thread that applies it.</summary>
    public HttpResponse Say(HookSaid said)
    {
        var session = new Session(server, server.OutboxElsewhere(), System.Text.Encoding.ASCII.GetString(server.Name), static () => { })
        {
            IsElsewhere = true,
            User = _voices.GetOrAdd(said.Hook, _ => new Voice()).UserOf(server, said.Nickname),
        };
        return HookSpeech.Say(server, session, said);
    }

    private Hook? Find(HttpRequest request, out HttpResponse error)
    {
        error = HttpResponse.Text(404, "There is no such hook.");
        try
        {
            return Stored.Find(request.Path[Prefix.Length..].Split('/')[0]);
        }
        catch (StoreException exception)
        {
            error = HttpResponse.Text(503, $"It was not said: {exception.Message}");
            return null;
        }
    }

    private sealed class Voice
    {
        private readonly Lock _gate = new();
        private TokenBucket _bucket;
        private User? _user;

        public User UserOf(ServerContext server, byte[] nickname)
        {
            lock (_gate)
            {
                if (_user is not null) return _user;
                // It has no address and no session, and nobody can see it but by what it says.
                _user = new User(server, System.Text.Encoding.ASCII.GetString(server.Name))
                {
                    Nickname = nickname,
                    Username = "hook"u8.ToArray()
                };
                _user.TrySetMode(UserModes.Bot, true);
                return _user;
            }
        }

        public bool MaySpeak(ServerContext server, out int seconds)
        {
            ServerOptions options = server.Options;
            seconds = 0;
            if (options.FloodBurst == 0) return true;
            var rate = new TokenRate(server.Clock, options.FloodBurst, options.FloodRate);
            long now = server.Clock.GetTimestamp();
            lock (_gate)
            {
                if (_bucket.TryTake(rate, now)) return true;
                seconds = (int)Math.Ceiling(_bucket.Owed(rate, now) / (double)server.Clock.TimestampFrequency);
                return false;
            }
        }
    }
}
