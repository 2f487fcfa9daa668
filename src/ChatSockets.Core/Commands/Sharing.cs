using ChatSockets.Core.Actions;
using ChatSockets.Core.Services;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Which of a client's lines go through the log, where several servers share one: those of registered users that change what all must agree
/// on. They are carried out by all servers, in the log's order; everything else is carried out at once, where it was said.
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
        if (!CommandTable.TryFind(message.Verb, out Command? command) || !IsShared(command, message)) return false;
        context.RateLimit?.Charge(command.CostOf(message) - 1);
        context.Burst.Share(message.Line);
        if (!command.IsSpeech || context.Burst.IsLong) context.Burst.Flush();
        return true;
    }

    private static bool IsShared(Command command, in Message message)
    {
        if (ToService.Of(command) is { } service) return IsShared(service, ToService.Text(message));
        if (!command.IsShared) return false;
        return !command.IsSpeech || IsSharedSpeech(message);
    }

    // A password that is typed to a service must not get into the log, whatever else the line says.
    private static bool IsSharedSpeech(in Message message)
    {
        bool isShared = true;
        foreach (ReadOnlySpan<byte> target in new TargetList(message[0]))
        {
            if (ServiceTable.TryFind(target, out Service? service)) isShared &= IsShared(service, message[1]);
        }
        return isShared;
    }

    private static bool IsShared(Service service, ReadOnlySpan<byte> text) => service.Find(Service.WordsOf(text)) is { IsShared: true };
}
