using System.Collections.Immutable;
using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// The keys that a client has subscribed to: IRCv3 metadata, "METADATA SUB", "UNSUB", "SUBS". Changed by the connection's own thread, read
/// by any.
/// </summary>
internal static class MetadataSubscriptions
{
    /// <summary>No subscriptions.</summary>
    public static void Add(CommandContext context, in Message message)
    {
        if (!HasKeys(context, message)) return;
        ImmutableSortedSet<string> before = context.Session.Subscriptions, keys = before;
        var taken = new List<string>();
        for (int i = 2; i < message.Count; i++)
        {
            // A key that one has already takes no room, but behind one that was too many nothing is looked at.
            if (MetadataLimits.IsKey(message[i]) && keys.Count == MetadataLimits.MaximumSubscriptions
                && !keys.Contains(Encoding.ASCII.GetString(message[i])))
            {
                MetadataCommand.Fail(context, "TOO_MANY_SUBS"u8, [message[i].ToArray()], "Too many subscriptions"u8);
                break;
            }
            if (!MetadataCommand.IsKey(context, message[i])) continue;
            taken.Add(Encoding.ASCII.GetString(message[i]));
            keys = keys.Add(taken[^1]);
        }
        context.Session.Subscriptions = keys;
        Send(context.Reply.Buffer, Numeric.RPL_METADATASUBOK, taken);
        context.Reply.Buffer.ExpectMore();
        if (context.User.IsRegistered && keys.Count > before.Count) MetadataSync.OnSubscription(context, keys.Except(before));
    }

    public static void Remove(CommandContext context, in Message message)
    {
        if (!HasKeys(context, message)) return;
        var taken = new List<string>();
        for (int i = 2; i < message.Count; i++)
        {
            if (MetadataCommand.IsKey(context, message[i])) taken.Add(Encoding.ASCII.GetString(message[i]));
        }
        context.Session.Subscriptions = context.Session.Subscriptions.Except(taken);
        Send(context.Reply.Buffer, Numeric.RPL_METADATAUNSUBOK, taken);
    }

    public static void List(CommandContext context)
    {
        context.Reply.Buffer.BeginBatch("metadata-subs"u8);
        Send(context.Reply.Buffer, Numeric.RPL_METADATASUBS, context.Session.Subscriptions);
        context.Reply.Buffer.EndBatch();
    }

    private static bool HasKeys(CommandContext context, in Message message)
    {
        if (message.Count > 2) return true;
        context.Reply.NeedMoreParameters(Verbs.Metadata);
        return false;
    }

    // As many in a line as surely fit, and as old clients count parameters.
    private static void Send(ReplyBuffer buffer, Numeric numeric, IEnumerable<string> keys)
    {
        foreach (string[] some in keys.Chunk(WireLimits.Line / (2 * MetadataLimits.MaximumKeyBytes)))
        {
            MessageWriter writer = buffer.Begin(numeric);
            foreach (string key in some) writer.Parameter(key);
            buffer.End(ref writer);
        }
    }
}
