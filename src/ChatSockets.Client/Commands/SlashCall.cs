using System.Globalization;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

/// <summary>One use of a slash command: the client, and the arguments, which are taken from the front.</summary>
internal sealed class SlashCall(ClientApp app, Network network, SlashCommand command, string arguments)
{
    private string _rest = arguments;

    public ClientApp App => app;

    /// <summary>The network that the command is for.</summary>
    public Network Network => network;

    /// <summary>The connection; commands that work without one do not ask for it.</summary>
    public ClientSession Session => network.Session!;

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
            && Here is { } here && Session.Isupport.IsRoom(here.Name);
        if (Session.Isupport.IsRoom(_rest) && !isModes) return Word();
        return Here is { } current && Session.Isupport.IsRoom(current.Name) ? current.Name : null;
    }

    // A command for another network than the current conversation's has no conversation.
    private Conversation? Here => app.Conversations.Current is { } current && current.Network == network ? current : null;

    /// <summary>
    /// Takes the number of a message in the list that was shown last. Returns the error if it names none.
    /// </summary>
    public string? Message(out MessageReference reference, out TimelineEntry entry)
    {
        (reference, entry) = (null!, default);
        if (!int.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return Usage;
        if (app.Listed.Count == 0) return "no messages are listed yet; /last lists them with their numbers";
        if (number < 1 || number > app.Listed.Count) return $"there is no message {number}; the list has 1 to {app.Listed.Count}";
        reference = app.Listed[number - 1];
        if (reference.Find() is not { } found) return MessageReference.Gone;
        entry = found;
        return null;
    }
}
