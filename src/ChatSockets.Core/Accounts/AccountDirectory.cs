using System.Security.Cryptography;
using System.Text;
using ChatSockets.Core.Entries;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Core.Accounts;

/// <summary>
/// The accounts in the store. Nothing is cached, so changes by another process apply immediately. The name of a dropped account is never
/// given out again, because history is stored under it. Any thread, under no lock.
/// </summary>
internal sealed class AccountDirectory(IStoreAccess store, TimeProvider clock)
{
    private const string Columns = "id, name, keys, created, is_always_on";

    // Nobody else knows it, and it stays the same over restarts: see ScramKeys.Decoy.
    private byte[]? _decoySecret;

    /// <summary>
    /// Told, under no lock, that an account has been made or changed, once this can be read, and before anything else is done because of
    /// it.
    /// </summary>
    public Action? Changed { get; init; }

    /// <summary>Where the calling thread proposes a change, if several servers share a log; null where it makes it.</summary>
    public Func<Proposals?> ToPropose { get; init; } = static () => null;

    /// <summary>Told, under no lock and after that, of an account that is no more.</summary>
    public Action<Account>? Dropped { get; init; }

    /// <summary>Returns the account of that name; null if there is none.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public Account? Find(ReadOnlySpan<byte> name)
    {
        byte[] key = name.ToArray();
        return store.Read(connection =>
            One(connection, $"SELECT {Columns} FROM accounts WHERE name = ?1 AND keys IS NOT NULL", query => query.Bind(1, key)));
    }

    /// <summary>Returns whether there is an account of that name.</summary>
    /// <inheritdoc cref="Find"/>
    public bool Has(ReadOnlySpan<byte> name)
    {
        byte[] key = name.ToArray();
        return store.Ask("SELECT 1 FROM accounts WHERE name = ?1 AND keys IS NOT NULL", query => query.Bind(1, key).Step());
    }

    /// <summary>
    /// The name of an account that a nickname names or can be mistaken for; null if there is none. Asked for every new user, so it is fast.
    /// </summary>
    /// <inheritdoc cref="Find"/>
    public byte[]? NameLike(ReadOnlySpan<byte> nickname)
    {
        if (Has(nickname)) return nickname.ToArray();
        // Not both in one question: that would need memory, which every thread would keep.
        byte[] key = Confusables.SkeletonOf(nickname);
        return store.Ask("SELECT name FROM accounts WHERE skeleton = ?1 AND keys IS NOT NULL",
            query => query.Bind(1, key).Step() ? query.Bytes(0) : null);
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

    /// <summary>
    /// The account of a log-in as it stands now; null where it was dropped, has another password, or the certificate does not open it any
    /// more.
    /// </summary>
    /// <inheritdoc cref="Find"/>
    public Account? FindAgain(AccountProof proof)
    {
        if (proof.Certificate is { } fingerprint)
            return FindByCertificate(fingerprint) is { } opened && opened.Id == proof.Account.Id ? opened : null;
        return Find(proof.Account.Name) is { } now && now.HasSameKeys(proof.Account) ? now : null;
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

    /// <summary>
    /// Makes an account. Returns null if the name is taken, was ever taken, or can be mistaken for another account's.
    /// </summary>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public Account? Add(ReadOnlySpan<byte> name, ScramKeys keys) => Add(new AccountMade(name.ToArray(), keys.Format()));

    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, ScramKeys)"/>
    public Account? Add(AccountMade made) => ToPropose() is { } proposals
        ? (Account?)proposals.Propose(made)
        : Insert(made.Name, made.Keys, clock.GetUtcNow());

    /// <summary>
    /// Makes an account that another server had; false where <see cref="Add(ReadOnlySpan{byte}, ScramKeys)"/> would make none.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="keys">The text form of <see cref="ScramKeys"/> or of a <see cref="BcryptHash"/>.</param>
    /// <param name="created">When it was made there.</param>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, ScramKeys)"/>
    public bool Import(ReadOnlySpan<byte> name, string keys, DateTimeOffset created) => Insert(name.ToArray(), keys, created) is not null;

    /// <summary>Whether <see cref="Add(ReadOnlySpan{byte}, ScramKeys)"/> would make an account of that name, as things are.</summary>
    /// <inheritdoc cref="Find"/>
    public bool IsFree(ReadOnlySpan<byte> name)
    {
        byte[] own = name.ToArray(), skeleton = Confusables.SkeletonOf(own);
        return !store.Ask("SELECT 1 FROM accounts WHERE name = ?1 OR (skeleton = ?2 AND keys IS NOT NULL)",
            query => query.Bind(1, own).Bind(2, skeleton).Step());
    }

    private Account? Insert(byte[] own, string keys, DateTimeOffset created)
    {
        byte[] skeleton = Confusables.SkeletonOf(own);
        return Change(connection =>
        {
            using var insert = new Statement(connection,
                $"""
                INSERT INTO accounts (name, keys, created)
                    SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE skeleton = ?4 AND keys IS NOT NULL)
                    ON CONFLICT DO NOTHING RETURNING {Columns}
                """);
            insert.Bind(1, own).Bind(2, Encoding.ASCII.GetBytes(keys)).Bind(3, created.ToUnixTimeMilliseconds()).Bind(4, skeleton);
            return insert.Step() ? Read(insert) : null;
        });
    }

    /// <summary>Gives it another password; false where it was dropped since, or has another one already.</summary>
    /// <param name="account">As the old password was checked against it.</param>
    /// <param name="keys">Of the new one.</param>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, ScramKeys)"/>
    public bool SetKeys(Account account, ScramKeys keys) => SetKeys(new KeysSet(account.ToData(), keys.Format()));

    /// <inheritdoc cref="SetKeys(Account, ScramKeys)"/>
    public bool SetKeys(KeysSet set) => ToPropose() is { } proposals
        ? proposals.Propose(set) is true
        : Update(Account.Of(set.Account), "keys = ?2", statement => statement.Bind(2, Encoding.ASCII.GetBytes(set.Keys)),
            needsSameKeys: true);

    /// <summary>Whether its user stays when nobody is connected; false where it was dropped since.</summary>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, ScramKeys)"/>
    public bool SetAlwaysOn(Account account, bool isAlwaysOn) =>
        Update(account, "is_always_on = ?2", statement => statement.Bind(2, isAlwaysOn ? 1 : 0), needsSameKeys: false);

    /// <summary>
    /// Drops an account: nobody can log in to it, its certificates are deleted, and its rooms pass to others or become unregistered. Its
    /// messages stay. Returns false if it was already dropped or has a new password.
    /// </summary>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, ScramKeys)"/>
    public bool Drop(Account account)
    {
        bool isDropped = Change(connection =>
        {
            if (!IsStill(connection, account, needsSameKeys: true)) return false;
            DropFrom(connection, account);
            return true;
        });
        if (isDropped) Dropped?.Invoke(account);
        return isDropped;
    }

    private static void DropFrom(SqliteConnection connection, Account account)
    {
        using var certificates = new Statement(connection, "DELETE FROM certificates WHERE account = ?1");
        certificates.Bind(1, account.Id).Run();
        using var drop = new Statement(connection, "UPDATE accounts SET keys = NULL, is_always_on = 0 WHERE id = ?1");
        drop.Bind(1, account.Id).Run();
        RoomTable.DropAccount(connection, account.Name);
        ReadMarkers.Drop(connection, account.Name);
        LastTold.Drop(connection, account.Name);
        Mailbox.Drop(connection, account.Name);
    }

    /// <summary>Has a client certificate open the account.</summary>
    /// <param name="account">As its password was checked against it.</param>
    /// <param name="fingerprint">SHA-256, in 64 small hexadecimal digits.</param>
    /// <param name="most">The most that it may have.</param>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, ScramKeys)"/>
    public CertificateResult AddCertificate(Account account, string fingerprint, int most) =>
        SetCertificate(new CertificateSet(account.ToData(), fingerprint, most));

    /// <summary>A certificate opens the account no more.</summary>
    /// <param name="account">As its password was checked against it.</param>
    /// <param name="fingerprint">Which.</param>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, ScramKeys)"/>
    public CertificateResult RemoveCertificate(Account account, string fingerprint) =>
        SetCertificate(new CertificateSet(account.ToData(), fingerprint, Most: 0));

    /// <summary>The one or the other.</summary>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, ScramKeys)"/>
    public CertificateResult SetCertificate(CertificateSet set)
    {
        if (ToPropose() is { } proposals) return proposals.Propose(set) as CertificateResult? ?? CertificateResult.AccountChanged;
        var account = Account.Of(set.Account);
        return set.Most == 0 ? TakeCertificate(account, set.Fingerprint) : PutCertificate(account, set.Fingerprint, set.Most);
    }

    private CertificateResult PutCertificate(Account account, string fingerprint, int most) => Change(connection =>
    {
        if (!IsStill(connection, account, needsSameKeys: true)) return CertificateResult.AccountChanged;
        byte[] key = Encoding.ASCII.GetBytes(fingerprint);
        using var owner = new Statement(connection, "SELECT account FROM certificates WHERE fingerprint = ?1");
        if (owner.Bind(1, key).Step()) return owner.Long(0) == account.Id ? CertificateResult.IsThere : CertificateResult.BelongsToAnother;
        using var count = new Statement(connection, "SELECT count(*) FROM certificates WHERE account = ?1");
        if (count.Bind(1, account.Id).Step() && count.Long(0) >= most) return CertificateResult.TooMany;
        using var insert = new Statement(connection, "INSERT INTO certificates VALUES (?1, ?2)");
        insert.Bind(1, key).Bind(2, account.Id).Run();
        return CertificateResult.Done;
    });

    private CertificateResult TakeCertificate(Account account, string fingerprint) => Change(connection =>
    {
        if (!IsStill(connection, account, needsSameKeys: true)) return CertificateResult.AccountChanged;
        using var delete = new Statement(connection, "DELETE FROM certificates WHERE fingerprint = ?1 AND account = ?2 RETURNING 1");
        return delete.Bind(1, Encoding.ASCII.GetBytes(fingerprint)).Bind(2, account.Id).Step()
            ? CertificateResult.Done
            : CertificateResult.IsNotThere;
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
    /// Returns keys for an account that does not exist, so that a login takes as long as with a wrong password and fails the same way:
    /// nobody learns which accounts exist.
    /// </summary>
    /// <inheritdoc cref="Find"/>
    public ScramKeys Decoy(string name) => ScramKeys.Decoy(_decoySecret ??= DecoySecret(), name.ToLowerInvariant());

    private byte[] DecoySecret()
    {
        const string Name = "decoy-secret";
        return Convert.FromHexString(store.Change(connection =>
        {
            if (Store.Setting(connection, Name) is null)
                Store.Set(connection, Name, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
            return Store.Setting(connection, Name)!;
        }));
    }

    private bool Update(Account account, string what, Action<Statement> bind, bool needsSameKeys) => Change(connection =>
    {
        if (!IsStill(connection, account, needsSameKeys)) return false;
        using var update = new Statement(connection, $"UPDATE accounts SET {what} WHERE id = ?1");
        update.Bind(1, account.Id);
        bind(update);
        update.Run();
        return true;
    });

    private T Change<T>(Func<SqliteConnection, T> change)
    {
        try
        {
            return store.Change(change);
        }
        finally
        {
            // Also where it is not known what became of it.
            Changed?.Invoke();
        }
    }

    // In the turn of the change itself: what was read before may be old.
    private static bool IsStill(SqliteConnection connection, Account account, bool needsSameKeys)
    {
        Account? now = One(connection, $"SELECT {Columns} FROM accounts WHERE id = ?1 AND keys IS NOT NULL",
            query => query.Bind(1, account.Id));
        return now is not null && (!needsSameKeys || now.HasSameKeys(account));
    }

    private static Account? One(SqliteConnection connection, string sql, Action<Statement> bind)
    {
        using var query = new Statement(connection, sql);
        bind(query);
        return query.Step() ? Read(query) : null;
    }

    private static Account Read(Statement row)
    {
        var data = new ProofData(row.Long(0), row.Bytes(1)!, Encoding.ASCII.GetString(row.Bytes(2)!),
            DateTimeOffset.FromUnixTimeMilliseconds(row.Long(3)), row.Long(4) != 0, Certificate: null);
        try
        {
            return Account.Of(data);
        }
        catch (FormatException)
        {
            throw new StoreException("the keys of an account are damaged: put a backup in the file's place.", null);
        }
    }
}
