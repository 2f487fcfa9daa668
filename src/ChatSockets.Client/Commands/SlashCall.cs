using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

/// <summary>One use of a slash command: the client, and the arguments, which are taken from the front.</summary>
internal sealed class SlashCall(ClientApp app, SlashCommand command, string arguments)
{
    private string _rest = arguments;

    public ClientApp App => app;

    /// <summary>The network that the command is for.</summary>
    public Network Network => app.Network;

    /// <summary>The connection; commands that work without one do not ask for it.</summary>
    public ClientSession Session => app.Session!;

    /// <summary>The rest of the arguments.</summary>
    public string Rest => _rest;

    /// <summary>The error of a call that lacks something.</summary>
    public string Usage => $"usage: {command.Usage}";

    /// <summary>Takes the next word; empty at the end.</summary>
    public string Word()
    {
        int end = _rest.IndexOf(' ', StringComparison.Ordinal);
        string word = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? "" : _rest[(end + 1)..].TrimStart(' ');
        return word;
    }

    /// <summary>
    /// Takes a room's name if one comes next, otherwise returns the current room; null if the current conversation is not a room.
    /// </summary>
    public string? Room()
    {
        // Where rooms may begin with a plus sign (ngIRCd), "+m" are modes, unless we are in a room of that name.
        bool isModes = _rest.StartsWith('+') && Session.Rooms.Find(_rest.Split(' ')[0]) is null
            && app.Conversations.Current is { } here && Session.Isupport.IsRoom(here.Name);
        if (Session.Isupport.IsRoom(_rest) && !isModes) return Word();
        return app.Conversations.Current is { } current && Session.Isupport.IsRoom(current.Name) ? current.Name : null;
    }
}
