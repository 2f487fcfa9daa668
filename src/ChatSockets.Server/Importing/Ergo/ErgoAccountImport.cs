using System.Text;
using System.Text.Json;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Server.Importing.Ergo;

/// <summary>
/// Imports accounts and registered rooms (<see cref="ErgoAccounts"/>, <see cref="ErgoRooms"/>). What is there already stays as it is. One
/// thread, while no server uses the store.
/// </summary>
/// <param name="store">The store; null if there is none yet, for a dry run.</param>
/// <param name="isDry">Whether everything is only counted.</param>
/// <param name="clock">The time.</param>
/// <param name="report">What was done.</param>
internal sealed class ErgoAccountImport(IStoreAccess? store, bool isDry, TimeProvider clock, ImportReport report)
{
    private const int MostCertificates = 5;

    private readonly AccountDirectory? _accounts = store is null ? null : new AccountDirectory(store, clock);

    // What a dry run would have made: the later parts of an import see it.
    private readonly Dictionary<string, byte[]> _dryAccounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _drySkeletons = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dryRooms = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file holds accounts, by its beginning.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsAccounts(string path)
    {
        Span<byte> head = stackalloc byte[64];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        ReadOnlySpan<byte> read = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return read.StartsWith(BuntFile.Head) || read.TrimStart(" \t\r\n"u8).StartsWith("{"u8);
    }

    /// <summary>Imports such a file.</summary>
    /// <exception cref="StoreException">It is none, or the accounts cannot be written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Read(string path)
    {
        report.Files++;
        byte[] file = File.ReadAllBytes(path);
        if (file.AsSpan().StartsWith(BuntFile.Head))
        {
            foreach (ErgoAccount account in ErgoAccounts.OfDatabase(BuntFile.Read(file, clock.GetUtcNow()))) Add(path, account);
            return;
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(file);
            foreach (ErgoAccount account in ErgoAccounts.OfJson(document.RootElement)) Add(path, account);
            if (document.RootElement.TryGetProperty("channels", out JsonElement rooms) && rooms.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty room in rooms.EnumerateObject()) Register(path, room);
            }
        }
        catch (JsonException exception)
        {
            throw new StoreException($"{path} is not JSON as 'ergo importdb' takes it: {exception.Message}", exception);
        }
    }

    private void Add(string path, ErgoAccount account)
    {
        byte[] name = Encoding.UTF8.GetBytes(account.Name);
        string reason = account.Keys is null ? account.Reason
            : AccountRegistration.IsName(name) ? "" : "its name cannot be a nickname here";
        if (NameOf(account.Name) is not null) report.Accounts.Present++;
        else if (reason.Length > 0) report.AddUnreadable($"{path}, account {account.Name}", reason);
        else if (!(isDry ? TryAdd(account.Name, name) : _accounts!.Import(name, account.Keys!, account.Created)))
            report.AddUnreadable($"{path}, account {account.Name}", "there is an account like it, or was one of that name");
        else
        {
            report.Accounts.Added++;
            if (isDry) return;
            Account added = _accounts!.Find(name)!;
            foreach (string certificate in account.Certificates)
            {
                if (Fingerprint.TryParse(certificate, out string? fingerprint))
                    _accounts.AddCertificate(added, fingerprint, MostCertificates);
            }
        }
    }

    private bool TryAdd(string name, byte[] bytes)
    {
        if (_accounts?.IsFree(bytes) == false || !_drySkeletons.Add(Convert.ToHexString(Confusables.SkeletonOf(bytes)))) return false;
        _dryAccounts.Add(name, bytes);
        return true;
    }

    private byte[]? NameOf(string account) =>
        _dryAccounts.GetValueOrDefault(account) ?? _accounts?.Find(Encoding.UTF8.GetBytes(account))?.Name;

    private void Register(string path, JsonProperty room)
    {
        long id = isDry ? 0 : store!.Read(connection => Store.IdsOf(connection, clock)).Take(1);
        StoredRoom? read = ErgoRooms.Read(room, id + report.RegisteredRooms.Added, NameOf, out string reason);
        if (read is null) report.AddUnreadable($"{path}, room {room.Name}", reason);
        else if (store?.Read(connection => RoomTable.Find(connection, read.Name)) is not null) report.RegisteredRooms.Present++;
        else if (isDry && !_dryRooms.Add(Encoding.UTF8.GetString(read.Name))) report.RegisteredRooms.Present++;
        else
        {
            report.RegisteredRooms.Added++;
            if (isDry) return;
            store!.Change(connection =>
            {
                read.Write(connection, before: null);
                return true;
            });
        }
    }
}
