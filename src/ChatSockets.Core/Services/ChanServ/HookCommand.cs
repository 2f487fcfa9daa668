using System.Globalization;
using System.Text;
using ChatSockets.Core.Hooks;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Services.ChanServ;

/// <summary>The hooks of a registered room: for its operators.</summary>
internal static class HookCommand
{
    public static readonly ServiceCommand Row = new("HOOK", Handle,
        "<room> LIST | <room> ADD <name> | <room> POST <name> <address> [<pattern>] | <room> DEL <name>",
        "Lets programs say something in your room by HTTP.")
    {
        IsShared = true,
        MinimumWords = 2,
        NeedsAccount = true,
        Details =
        [
            "A program posts its text to /hooks/TOKEN of this server's port, with the token that ADD shows once:",
            "curl -d 'the build is red' http://this.server:5000/hooks/TOKEN",
            "POST posts what is said in the room, where it matches the pattern (*build*), as JSON to an address of the internet.",
            "For GitHub the address is /hooks/TOKEN/github, the content type is JSON, and the secret is the one that ADD shows.",
        ],
    };

    private static void Handle(ServiceCall call)
    {
        if (Is("LIST")) Do(call, room => List(call, room));
        else if (Is("ADD") && call.Words.Count > 2) Do(call, room => Add(call, room));
        else if (Is("POST") && call.Words.Count > 3) Do(call, room => AddOutgoing(call, room));
        else if (Is("DEL") && call.Words.Count > 2) Do(call, room => Delete(call, room));
        else call.Say($"That goes like this: {call.HowTo(Row.Syntax)}");

        bool Is(string word) => call[1].Equals(word, StringComparison.OrdinalIgnoreCase);
    }

    // The store is asked under no lock: what was seen within it decides.
    private static void Do(ServiceCall call, Action<byte[]> act)
    {
        byte[]? name = null;
        RoomCall.Run(call, (room, registration) =>
        {
            if (RoomCall.Has(call, registration, MemberModes.Operator)) name = room.Name;
            return false;
        });
        if (name is not null) act(name);
    }

    private static void List(ServiceCall call, byte[] room)
    {
        IReadOnlyList<Hook> all = call.Server.Hooks.Of(room);
        OutgoingHook[] outgoing = [.. call.Server.OutgoingHooks.All().Where(hook => CaseMapping.Ascii.Equals(hook.Room, room))];
        if (all.Count + outgoing.Length == 0) call.Say($"{call[0]} has no hooks. To make one: {call.HowTo($"HOOK {call[0]} ADD name")}");
        foreach (Hook hook in all)
            call.Say(string.Create(CultureInfo.InvariantCulture,
                $"{Encoding.UTF8.GetString(hook.Name)}, made by {hook.MadeBy} on {hook.MadeAt:yyyy-MM-dd}"));
        foreach (OutgoingHook hook in outgoing)
            call.Say($"{Encoding.UTF8.GetString(hook.Name)}, made by {hook.MadeBy}, posts {Encoding.UTF8.GetString(hook.Pattern)} to "
                + $"{hook.Url}");
    }

    private static void Add(ServiceCall call, byte[] room)
    {
        byte[] name = Encoding.UTF8.GetBytes(call[2]);
        if (!Hook.IsName(name))
        {
            call.Say(Hook.NotAName(call[2]));
            return;
        }
        string by = Encoding.UTF8.GetString(call.Account.Name);
        if (call.Server.Hooks.Add(room, name, by, call.Server.Clock.GetUtcNow()) is not { } token)
        {
            call.Say($"{call[0]} has a hook {call[2]} already, or has {Hook.MostPerRoom} of them.");
            return;
        }
        call.Say($"The hook {call[2]} is made. Nobody is shown this again:");
        call.Say($"Post to: /hooks/{token}");
        call.Say($"Secret for GitHub, at /hooks/TOKEN/github: {Hook.SecretOf(token)}");
    }

    private static void AddOutgoing(ServiceCall call, byte[] room)
    {
        byte[] name = Encoding.UTF8.GetBytes(call[2]);
        string pattern = call.Words.Count > 4 ? call.From(4) : "*";
        if (!Hook.IsName(name) || OutgoingHook.ReadUrl(call[3]) is not { } url || !OutgoingHook.IsPattern(pattern))
        {
            call.Say($"That goes like this: {call.HowTo("HOOK #room POST name https://example.org/heard *build*")}");
            return;
        }
        if (!call.Server.OutgoingHooks.Add(room, name, url, pattern, Encoding.UTF8.GetString(call.Account.Name)))
        {
            call.Say($"{call[0]} has a hook {call[2]} already, or has {Hook.MostPerRoom} of them.");
            return;
        }
        call.Server.HooksChanged();
        call.Say($"What is said in {call[0]} and matches {pattern} is posted to {url} from now on.");
    }

    private static void Delete(ServiceCall call, byte[] room)
    {
        byte[] name = Encoding.UTF8.GetBytes(call[2]);
        bool isGone = call.Server.Hooks.Delete(room, name);
        if (call.Server.OutgoingHooks.Delete(room, name))
        {
            isGone = true;
            call.Server.HooksChanged();
        }
        call.Say(isGone ? $"The hook {call[2]} is gone." : $"{call[0]} has no hook {call[2]}.");
    }
}
