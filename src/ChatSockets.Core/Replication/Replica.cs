using System.Collections.Concurrent;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Commands;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Replication;

/// <summary>
/// Applies the records of a shared log to one server's chat, in their order: what they change is decided here, by the state at this place
/// of the log and by the record alone, so that every server decides the same. The sessions of all servers are here; those of others are
/// told nothing.
/// </summary>
/// <remarks>
/// One thread at a time applies. The sessions of this server are <see cref="Add">added</see> by their own threads, which do nothing to them
/// while an entry of theirs is on its way.
/// </remarks>
/// <param name="chat">The chat.</param>
internal sealed class Replica(ChatContext chat)
{
    // So many writes at once are given to the store.
    private const int ManyWrites = 1024;

    // Of the sessions of this server, those that have begun; of all, those that have registered.
    private readonly ConcurrentDictionary<long, CommandContext> _own = [];
    private readonly SortedDictionary<TerminalId, CommandContext> _registered =
        new(Comparer<TerminalId>.Create(static (one, other) => (one.Node, one.Number).CompareTo((other.Node, other.Number))));

    private readonly SortedDictionary<long, string> _nodes = [];
    private long _position;

    /// <summary>This server's number, once it has one. Set before it has sessions.</summary>
    public long Node { get; set; }

    /// <summary>The position of the last record that was applied; 0 before the first. Any thread.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>The servers that are there, with their settings. On the thread that applies.</summary>
    public IReadOnlyDictionary<long, string> Nodes => _nodes;

    /// <summary>The sessions of all servers that have registered, in the order of their numbers. On the thread that applies.</summary>
    public IReadOnlyDictionary<TerminalId, CommandContext> Registered => _registered;

    /// <summary>A connection has begun here. Before it proposes anything.</summary>
    public void Add(CommandContext context) => _own[context.Session.Number] = context;

    /// <summary>A connection of this server has ended, after its <see cref="Left"/> if it had registered.</summary>
    public void Remove(CommandContext context) => _own.TryRemove(KeyValuePair.Create(context.Session.Number, context));

    /// <summary>
    /// Applies the next record. What cannot be applied is left out, on every server alike.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="applied">Told which of its entries has been applied, counted from 0, and what came of it: null for most.</param>
    /// <exception cref="NodeFencedException">It cannot be read, so that this server would know less than the others.</exception>
    public void Apply(LogRecord record, Action<int, object?>? applied = null)
    {
        int number = 0;
        IReadOnlyList<Entry> entries = Read(record);
        try
        {
            using (AppliedMoment.Enter(record.Time, record.Seed, isOwn: record.Node == Node))
            {
                foreach (Entry entry in entries)
                {
                    object? result = TryApply(record, entry);
                    applied?.Invoke(number++, result);
                }
                if (chat.Store.Commits.Waiting > ManyWrites) chat.Store.Commits.Flush();
            }
        }
        catch (Exception exception)
        {
            Unexpected.Report(chat.Log, exception, $"The record {record.Position} of the log was left out");
        }
        Volatile.Write(ref _position, record.Position);
    }

    private static IReadOnlyList<Entry> Read(LogRecord record)
    {
        try
        {
            return EntryCodec.Read(record.Entries);
        }
        catch (InvalidDataException exception)
        {
            throw new NodeFencedException(
                $"The record {record.Position} of the common log is damaged, or of another version: {exception.Message}");
        }
    }

    private object? TryApply(LogRecord record, Entry entry)
    {
        // What a server that is gone had on its way is not said any more: its users have left.
        if (record.Node != 0 && !_nodes.ContainsKey(record.Node)) return null;
        try
        {
            return Apply(record, entry);
        }
        catch (Exception exception)
        {
            Unexpected.Report(chat.Log, exception, $"An entry of the record {record.Position} of the log was left out");
            return null;
        }
    }

    private object? Apply(LogRecord record, Entry entry)
    {
        switch (entry)
        {
            case Said said:
                if (Find(record, said.Terminal) is { } speaker) Say(speaker, said.Lines);
                return null;
            case Entered entered:
                Enter(new TerminalId(record.Node, entered.Terminal), entered);
                return null;
            case Left left:
                Leave(new TerminalId(record.Node, left.Terminal), left.Reason, left.Unheard);
                return null;
            case LoggedIn login:
                return Find(record, login.Terminal) is { } one
                    && Login.TryIn(one, new AccountProof(Account.Of(login.Proof), login.Proof.Certificate));
            case OthersClosed closed:
                return Find(record, closed.Terminal) is { } staying
                    ? Login.CloseOthers(chat, staying.Session, closed.Account, closed.Reason) : 0;
            case OperatorGranted granted:
                if (Find(record, granted.Terminal) is { } asker) Grant(asker, granted.Operator);
                return null;
            case HookSaid hook:
                return chat.Say(hook);
            case AccountMade made:
                return chat.Accounts.Add(made);
            case KeysSet keys:
                return chat.Accounts.SetKeys(keys);
            case CertificateSet certificate:
                return chat.Accounts.SetCertificate(certificate);
            case NodeUp up:
                _nodes[record.Position] = up.Settings;
                return null;
            case NodeDown down:
                Leave(down);
                return null;
            default:
                throw new InvalidOperationException($"Nobody applies {entry.GetType().Name}.");
        }
    }

    private CommandContext? Find(LogRecord record, long number) => _registered.GetValueOrDefault(new TerminalId(record.Node, number));

    private static void Say(CommandContext context, IReadOnlyList<byte[]> lines)
    {
        // Replies that wait would tear lines apart that are said together, and they wait on one server only.
        context.Reply.Buffer.End();
        foreach (byte[] line in lines)
        {
            if (MessageParser.TryParse(line, out Message message)) CommandTable.Run(context, message);
        }
        context.Burst.Flush();
    }

    private void Enter(TerminalId terminal, Entered entered)
    {
        CommandContext context = (terminal.Node == Node ? _own.GetValueOrDefault(terminal.Number) : null) ?? Elsewhere(entered);
        Registration.Enter(context);
        if (context.User.IsRegistered) _registered.Add(terminal, context);
        else if (context.Session.IsElsewhere) Disconnect.Of(chat, context.Session, "");
    }

    private CommandContext Elsewhere(Entered entered)
    {
        var session = Entrance.ToSession(chat, entered, chat.OutboxElsewhere());
        chat.Users.Connected();
        return new CommandContext(chat, session, static () => true, static () => true);
    }

    private void Leave(TerminalId terminal, string reason, DateTimeOffset? unheard)
    {
        if (!_registered.Remove(terminal, out CommandContext? context)) return;
        context.Session.Unheard = unheard;
        Disconnect.Of(chat, context.Session, reason);
    }

    private void Leave(NodeDown down)
    {
        _nodes.Remove(down.Node);
        TerminalId[] gone = [.. _registered.Keys.Where(terminal => terminal.Node == down.Node)];
        foreach (TerminalId terminal in gone) Leave(terminal, down.Reason, unheard: null);
    }

    private void Grant(CommandContext context, string name)
    {
        OperatorAccount? account = chat.Options.Operators.FirstOrDefault(account => account.Name == name);
        if (account is not null) OperatorAccess.Grant(context, account);
    }
}
