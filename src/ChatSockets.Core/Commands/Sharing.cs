using ChatSockets.Core.Actions;
using ChatSockets.Core.Services;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Which of a client's lines go through the log, where several servers share one: those of registered users that change what all must
/// agree on. They are carried out by all servers, in the log's order; everything else is carried out at once, where it was said.
/// </summary>
internal static class Sharing
{
    /// <summary>
    /// Hands a line over to the log, if it belongs there, and returns true. Speech waits for what comes with it
    /// (<see cref="Burst.Flush"/>), anything else is over when this returns.
    /// </summary>
    public static bool TryShare(CommandContext context, in Message message)
    {
        if (context.Server.ToPropose is null || !context.User.IsRegistered) return false;
        if (!CommandTable.TryFind(message.Verb, out Command? command)) return false;
        Service? alone = null;
        bool isShared = command.To is { } service ? IsShared(service, ToService.Text(message)) : command.IsShared;
        if (isShared && command.IsSpeech) isShared = IsShared(context, message, out alone);
        if (alone is not null)
        {
            context.Burst.Flush();
            new ServiceCall(context, alone, []).Say("Say that to me alone, please: nobody else has heard it.");
            context.Reply.Buffer.End();
            return true;
        }
        if (!isShared) return false;
        context.RateLimit?.Charge(command.CostOf(message) - 1);
        context.Burst.Share(message.Line);
        if (!command.IsSpeech || context.Burst.IsLong) context.Burst.Flush();
        return true;
    }

    // Nothing is said by it that all must hear: a password that is typed to a service must not get into the log, nor one whose target is
    // mistyped, so that nobody gets it. What is said to others in the same line cannot be carried out here: then the service is named that
    // wants to be alone with such a line.
    private static bool IsShared(CommandContext context, in Message message, out Service? alone)
    {
        alone = null;
        bool hasOthers = false;
        foreach (ReadOnlySpan<byte> target in new TargetList(message[0]))
        {
            if (ServiceTable.TryFind(target, out Service? service) && !IsShared(service, message[1])) alone = service;
            else hasOthers |= service is not null || IsSomebody(context, target);
        }
        if (alone is null) return hasOthers;
        if (!hasOthers) alone = null;
        return false;
    }

    // A room, or a user who is here, or one for whom a message can wait.
    private static bool IsSomebody(CommandContext context, ReadOnlySpan<byte> target)
    {
        try
        {
            return !Nickname.IsValid(target) || context.Server.Users.TryFind(target, out _) || context.Server.Accounts.Has(target);
        }
        catch (StoreException)
        {
            return true;
        }
    }

    private static bool IsShared(Service service, ReadOnlySpan<byte> text) => service.Find(Service.WordsOf(text)) is { IsShared: true };
}
