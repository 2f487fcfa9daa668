using System.Security.Cryptography;
using System.Text;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Accounts;

/// <summary>
/// The accounts, as they stand in the store: nothing is held in memory, so that what another process changes counts at once. A name that was an account's
/// is never given to somebody else, because what is kept under it is not theirs. Any thread, under no lock.
/// </summary>
internal sealed class AccountDirectory(IStoreAccess store, TimeProvider clock)
{
    private const string Columns = "id, name, keys, created, is_always_on";

    // Nobody else knows it, and it stays the same over restarts: see ScramKeys.Decoy.
    private byte[]? _decoySecret;

    /// <summary>Told, under no lock, of an account that is no more.</summary>
    public Action<Account>? Dropped { get; init; }

    /// <summary>The account of that name; null where there is none.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public Account? Find(ReadOnlySpan<byte> name)
    {
        byte[] key = name.ToArray();
        return store.Read(connection => One(connection, $"SELECT {Columns} FROM accounts WHERE name = ?1 AND keys IS NOT NULL", query => query.Bind(1, key)));
    }

    /// <summary>Whether there is an account of that name. For everybody who comes, so it is quick.</summary>
    /// <inheritdoc cref="Find"/>
    public bool Has(ReadOnlySpan<byte> name)
    {
        byte[] key = name.ToArray();
        return store.Ask("SELECT 1 FROM accounts WHERE name = ?1 AND keys IS NOT NULL", query => query.Bind(1, key).Step());
    }

    /// <summary>The account that a client certificate opens; null where none does.</summary>
    /// <inheritdoc cref="Find"/>
    public Account? FindByCertificate(string fingerprint)
    {
        byte[] key = Encoding.ASCII.GetBytes(fingerprint);
        return store.Read(connection => One(
            connection,
            $"SELECT {Columns} FROM accounts WHERE keys IS NOT NULL AND id = (SELECT account FROM certificates WHERE fingerprint = ?1)",
            query => query.Bind(1, key)));
    }

    /// <summary>All there are, by name.</summary>
    /// <inheritdoc cref="Find"/>
    public IReadOnlyList<Account> All() => store.Read(connection =>
    {
        using var query = new Statement(connection, $"SELECT {Columns} FROM accounts WHERE keys IS NOT NULL ORDER BY name");
        var all = new List<Account>();
        while (query.Step()) all.Add(Read(query));
        return all;
    });

    /// <summary>Makes an account; null where the name is taken, or once was.</summary>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public Account? Add(ReadOnlySpan<byte> name, ScramKeys keys)
    {
        byte[] own = name.ToArray();
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return store.Change(connection =>
        {
            using var insert = new Statement(connection, $"INSERT INTO accounts (name, keys, created) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING RETURNING {Columns}");
            insert.Bind(1, own).Bind(2, Encoding.ASCII.GetBytes(keys.Format())).Bind(3, now);
            return insert.Step() ? Read(insert) : null;
        });
    }

    /// <summary>Gives it another password.</summary>
    /// <inheritdoc cref="Add"/>
    public void SetKeys(Account account, ScramKeys keys) => Update(account, "keys = ?2", statement => statement.Bind(2, Encoding.ASCII.GetBytes(keys.Format())));

    /// <summary>Whether its user stays when nobody is connected.</summary>
    /// <inheritdoc cref="Add"/>
    public void SetAlwaysOn(Account account, bool isAlwaysOn) => Update(account, "is_always_on = ?2", statement => statement.Bind(2, isAlwaysOn ? 1 : 0));

    /// <summary>
    /// Ends it: nobody can log in any more, its certificates are forgotten, and its rooms are somebody else's or registered no more. What was said stays.
    /// </summary>
    /// <inheritdoc cref="Add"/>
    public void Drop(Account account)
    {
        store.Change(connection =>
        {
            DropFrom(connection, account);
            return true;
        });
        Dropped?.Invoke(account);
    }

    private static void DropFrom(SqliteConnection connection, Account account)
    {
        using var certificates = new Statement(connection, "DELETE FROM certificates WHERE account = ?1");
        certificates.Bind(1, account.Id).Run();
        using var drop = new Statement(connection, "UPDATE accounts SET keys = NULL, is_always_on = 0 WHERE id = ?1");
        drop.Bind(1, account.Id).Run();
        RoomTable.DropAccount(connection, account.Name);
        ReadMarkers.Drop(connection, account.Name);
        Mailbox.Drop(connection, account.Name);
    }

    /// <summary>Has a client certificate open the account; false where it opens another one already.</summary>
    /// <param name="account">The account.</param>
    /// <param name="fingerprint">SHA-256, in 64 small hexadecimal digits.</param>
    /// <inheritdoc cref="Add"/>
    public bool AddCertificate(Account account, string fingerprint) => store.Change(connection =>
    {
        using var insert = new Statement(connection, "INSERT INTO certificates VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        insert.Bind(1, Encoding.ASCII.GetBytes(fingerprint)).Bind(2, account.Id).Run();
        using var query = new Statement(connection, "SELECT account FROM certificates WHERE fingerprint = ?1");
        return query.Bind(1, Encoding.ASCII.GetBytes(fingerprint)).Step() && query.Long(0) == account.Id;
    });

    /// <summary>A certificate opens the account no more; false where it never did.</summary>
    /// <inheritdoc cref="AddCertificate"/>
    public bool RemoveCertificate(Account account, string fingerprint) => store.Change(connection =>
    {
        using var delete = new Statement(connection, "DELETE FROM certificates WHERE fingerprint = ?1 AND account = ?2 RETURNING 1");
        return delete.Bind(1, Encoding.ASCII.GetBytes(fingerprint)).Bind(2, account.Id).Step();
    });

    /// <summary>The fingerprints of the certificates that open it.</summary>
    /// <inheritdoc cref="Find"/>
    public IReadOnlyList<string> Certificates(Account account) => store.Read(connection =>
    {
        using var query = new Statement(connection, "SELECT fingerprint FROM certificates WHERE account = ?1 ORDER BY fingerprint");
        query.Bind(1, account.Id);
        var all = new List<string>();
        while (query.Step()) all.Add(Encoding.ASCII.GetString(query.Bytes(0)!));
        return all;
    });

    /// <summary>
    /// What stands for the keys of an account that is none, so that a log-in goes its way and fails as with a wrong password, and takes as long: nobody
    /// learns who has an account.
    /// </summary>
    /// <inheritdoc cref="Find"/>
    public ScramKeys Decoy(string name) => ScramKeys.Decoy(_decoySecret ??= DecoySecret(), name.ToLowerInvariant());

    private byte[] DecoySecret()
    {
        const string Name = "decoy-secret";
        return Convert.FromHexString(store.Change(connection =>
        {
            if (Store.Setting(connection, Name) is null) Store.Set(connection, Name, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
            return Store.Setting(connection, Name)!;
        }));
    }

    private void Update(Account account, string what, Action<Statement> bind) => store.Change(connection =>
    {
        using var update = new Statement(connection, $"UPDATE accounts SET {what} WHERE id = ?1 AND keys IS NOT NULL");
        update.Bind(1, account.Id);
        bind(update);
        update.Run();
        return true;
    });

    private static Account? One(SqliteConnection connection, string sql, Action<Statement> bind)
    {
        using var query = new Statement(connection, sql);
        bind(query);
        return query.Step() ? Read(query) : null;
    }

    private static Account Read(Statement row)
    {
        string text = Encoding.ASCII.GetString(row.Bytes(2)!);
        if (!ScramKeys.TryParse(text, out ScramKeys? keys)) throw new StoreException("the keys of an account are damaged: put a backup in the file's place.", null);
        return new Account(row.Long(0), row.Bytes(1)!, keys, DateTimeOffset.FromUnixTimeMilliseconds(row.Long(3)), row.Long(4) != 0);
    }
}
