using System.Globalization;
using System.Text.Json;
using ChatSockets.Core.Accounts;
using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Server.Importing.Ergo;

/// <summary>An account that Ergo has, or is to import.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Keys">The password as it can be stored here; null, with the reason, if it cannot.</param>
/// <param name="Reason">Why not, for people.</param>
/// <param name="Certificates">The fingerprints of the certificates that open it.</param>
internal sealed record ErgoAccount(string Name, DateTimeOffset Created, string? Keys, string Reason, IReadOnlyList<string> Certificates);

/// <summary>
/// Reads accounts from Ergo's own database (<c>ircd.db</c>) or from the JSON that <c>ergo importdb</c> takes, which converters make from
/// the databases of Anope and Atheme. Ergo itself stores keys of SCRAM-SHA-256 with each password since its version 2.8: they are taken as
/// they are. Of the others, bcrypt is taken.
/// </summary>
internal static class ErgoAccounts
{
    private const long NanosecondsPerMillisecond = 1_000_000;
    private const string Bcrypt = "bcrypt:";

    /// <summary>Reads the accounts of an ircd.db.</summary>
    public static IEnumerable<ErgoAccount> OfDatabase(IReadOnlyDictionary<string, string> values)
    {
        const string Exists = "account.exists ";
        foreach (string key in values.Keys.Where(key => key.StartsWith(Exists, StringComparison.Ordinal)))
        {
            string folded = key[Exists.Length..];
            string name = values.GetValueOrDefault($"account.name {folded}", folded);
            string? keys = null;
            string reason = !values.ContainsKey($"account.verified {folded}") ? "it was never verified"
                : values.ContainsKey($"account.suspended {folded}") ? "it is suspended" : "";
            var certificates = new List<string>();
            if (reason.Length == 0)
                keys = Credentials(values.GetValueOrDefault($"account.credentials {folded}", ""), certificates, out reason);
            yield return new ErgoAccount(name, Time(values.GetValueOrDefault($"account.registered.time {folded}", "")), keys, reason,
                certificates);
        }
    }

    /// <summary>Reads the accounts of a JSON document.</summary>
    public static IEnumerable<ErgoAccount> OfJson(JsonElement root)
    {
        if (!root.TryGetProperty("users", out JsonElement users) || users.ValueKind != JsonValueKind.Object) yield break;
        foreach (JsonProperty user in users.EnumerateObject())
        {
            string name = Text(user.Value, "name") is { Length: > 0 } own ? own : user.Name, hash = Text(user.Value, "hash");
            if (hash.StartsWith(Bcrypt, StringComparison.Ordinal)) hash = hash[Bcrypt.Length..];
            bool isTaken = BcryptHash.TryParse(hash, out _);
            yield return new ErgoAccount(name, Time(user.Value, "registeredAt"), isTaken ? hash : null,
                isTaken ? "" : string.Create(CultureInfo.InvariantCulture,
                    $"its password is not hashed with bcrypt of a cost up to {BcryptHash.MaximumCost}"), []);
        }
    }

    /// <summary>A time in nanoseconds; 1970 if there is none.</summary>
    public static DateTimeOffset Time(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            ? Time(value.GetRawText())
            : DateTimeOffset.UnixEpoch;

    public static string Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static DateTimeOffset Time(string nanoseconds) =>
        long.TryParse(nanoseconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long time)
            ? DateTimeOffset.FromUnixTimeMilliseconds(time / NanosecondsPerMillisecond)
            : DateTimeOffset.UnixEpoch;

    private static string? Credentials(string json, List<string> certificates, out string reason)
    {
        reason = "its credentials are not JSON as Ergo writes it";
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement credentials = document.RootElement;
            if (credentials.TryGetProperty("Certfps", out JsonElement fingerprints) && fingerprints.ValueKind == JsonValueKind.Array)
                certificates.AddRange(fingerprints.EnumerateArray().Select(fingerprint => fingerprint.GetString() ?? ""));
            int iterations = credentials.TryGetProperty("Iters", out JsonElement number) ? number.GetInt32() : 0;
            string salt = Text(credentials, "Salt"), stored = Text(credentials, "StoredKey"), server = Text(credentials, "ServerKey");
            string keys = string.Create(CultureInfo.InvariantCulture, $"SCRAM-SHA-256${iterations}:{salt}${stored}:{server}");
            reason = Text(credentials, "PassphraseHash").Length == 0 ? "it has no password"
                : "it has no keys of SCRAM: Ergo makes them when its owner logs in there with the password";
            return ScramKeys.TryParse(keys, out ScramKeys? parsed) ? parsed.Format() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
