using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatSockets.Server.Configuration;
using ChatSockets.Storage;

namespace ChatSockets.Server.Subcommands;

/// <summary>
/// <c>chat-server audit</c>: what operators did, an object of JSON a line, whether a server is running on the folder or not.
/// </summary>
internal sealed class AuditCommand(SettingFlags flags, ProgramStreams streams)
{
    private readonly Option<string?> _since = new("--since")
    {
        Description = "Only from then on: 2026-01-31, or 2026-01-31T18:00:00Z.",
        HelpName = "DATE",
    };
    private readonly Option<string?> _operator = new("--operator") { Description = "Only what this operator did.", HelpName = "NAME" };

    public Command Create()
    {
        var audit = new Command("audit", "Lists what operators did, as lines of JSON.") { _since, _operator };
        audit.SetAction(result => new FolderCommand(flags, streams).Run(result, (folder, options) => List(result, folder, options)));
        return audit;
    }

    private int List(ParseResult result, string folder, ServerOptions options)
    {
        DateTimeOffset since = DateTimeOffset.UnixEpoch;
        if (result.GetValue(_since) is { } text && !DateText.TryParse(text, out since))
            return streams.Complain(ExitCode.WrongUsage, $"--since: '{text}' is not a date, as 2026-01-31 or 2026-01-31T18:00:00Z are.");
        string? name = result.GetValue(_operator);
        using var store = StoreFile.OpenToRead(folder, CancellationToken.None);
        IReadOnlyList<AuditEntry> entries = StoredAudit.Since(store, since);
        AuditEntry[] wanted = [.. entries.Where(entry => name is null || entry.Act.Account == name)];
        if (name is not null && wanted.Length == 0 && WhyUnknown(name, store, options) is { } why)
            return streams.Complain(ExitCode.CouldNotRun, why);
        foreach (AuditEntry entry in wanted) streams.Output.WriteLine(Json(entry));
        return ExitCode.Done;
    }

    // Null for an operator of the configuration, or of earlier, who has done nothing since then.
    private static string? WhyUnknown(string name, StoreFile store, ServerOptions options)
    {
        HashSet<string> known =
        [
            .. options.Operators.Select(account => account.Name),
            .. StoredAudit.Since(store, DateTimeOffset.UnixEpoch).Select(entry => entry.Act.Account).Where(one => one.Length > 0),
        ];
        return known.Contains(name) ? null : $"No operator {name} is known here.{NameAdvice.Of(name, known)}";
    }

    private static string Json(AuditEntry entry)
    {
        using var bytes = new MemoryStream();
        // Relaxed is what it escapes only for web pages.
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("time", entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("operator", entry.Act.Account);
            json.WriteString("source", entry.Act.Source);
            json.WriteString("what", entry.Act.What);
            json.WriteString("whom", entry.Act.Whom);
            json.WriteString("reason", entry.Act.Reason);
            json.WriteBoolean("refused", entry.Act.IsRefused);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
