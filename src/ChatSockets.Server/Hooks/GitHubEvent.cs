using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatSockets.Server.Http;

namespace ChatSockets.Server.Hooks;

/// <summary>
/// What GitHub posts ("Webhook events and payloads"), in a line or two: pushes, pull requests, releases and finished workflows. It counts
/// only with GitHub's signature over the body's bytes ("Validating webhook deliveries").
/// </summary>
internal static class GitHubEvent
{
    private const int MostCommits = 5;

    /// <summary>Whether a request is signed with that secret.</summary>
    public static bool IsSigned(HttpRequest request, string secret)
    {
        const string Prefix = "sha256=";
        string signature = request.Header("X-Hub-Signature-256");
        if (!signature.StartsWith(Prefix, StringComparison.Ordinal) || signature.Length != Prefix.Length + 64) return false;
        string right = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), request.Body.Span));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(right),
            Encoding.ASCII.GetBytes(signature[Prefix.Length..].ToLowerInvariant()));
    }

    /// <summary>What is to be said of it; empty for what nobody needs to hear; null for what is none.</summary>
    public static string? Read(HttpRequest request)
    {
        try
        {
            string body = Encoding.UTF8.GetString(request.Body.Span);
            body = HookText.PayloadOf(request, body) ?? body;
            using var document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            string repository = Text(root, "repository", "full_name");
            string said = request.Header("X-GitHub-Event") switch
            {
                "ping" => "GitHub will tell this room what happens.",
                "push" => Push(root),
                "pull_request" => PullRequest(root),
                "release" when Text(root, "action") == "published" =>
                    $"{Text(root, "release", "author", "login")} released {Text(root, "release", "tag_name")}: "
                    + $"{Text(root, "release", "name")} {Text(root, "release", "html_url")}",
                "workflow_run" when Text(root, "action") == "completed" =>
                    $"{Text(root, "workflow_run", "name")} on {Text(root, "workflow_run", "head_branch")}: "
                    + $"{Text(root, "workflow_run", "conclusion")} {Text(root, "workflow_run", "html_url")}",
                _ => "",
            };
            return said.Length == 0 || repository.Length == 0 ? said : $"[{repository}] {said}";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string Push(JsonElement root)
    {
        string branch = Text(root, "ref").Replace("refs/heads/", "", StringComparison.Ordinal).Replace("refs/tags/", "tag ",
            StringComparison.Ordinal);
        string who = Text(root, "pusher", "name");
        if (root.TryGetProperty("deleted", out JsonElement deleted)
            && deleted.ValueKind == JsonValueKind.True) return $"{who} deleted {branch}";
        JsonElement[] commits = root.TryGetProperty("commits", out JsonElement list)
            && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
        var text = new StringBuilder(
            $"{who} pushed {commits.Length} {(commits.Length == 1 ? "commit" : "commits")} to {branch}: {Text(root, "compare")}");
        foreach (JsonElement commit in commits.Take(MostCommits))
        {
            string id = Text(commit, "id");
            text.Append($"\n{id[..Math.Min(7, id.Length)]} {Text(commit, "message").Split('\n')[0]} ({Text(commit, "author", "name")})");
        }
        if (commits.Length > MostCommits) text.Append($"\nand {commits.Length - MostCommits} more");
        return text.ToString();
    }

    private static string PullRequest(JsonElement root)
    {
        string action = Text(root, "action");
        bool isMerged = root.TryGetProperty("pull_request", out JsonElement pull) && pull.TryGetProperty("merged", out JsonElement merged)
            && merged.ValueKind == JsonValueKind.True;
        string? done = action switch
        {
            "opened" or "reopened" => action,
            "closed" => isMerged ? "merged" : "closed",
            "ready_for_review" => "wants a review of",
            _ => null,
        };
        return done is null ? ""
            : $"{Text(root, "sender", "login")} {done} #{pull.GetProperty("number").GetRawText()}: {Text(pull, "title")} "
                + Text(pull, "html_url");
    }

    // The text at the end of a path; empty where there is none.
    private static string Text(JsonElement element, params string[] path)
    {
        foreach (string name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return "";
        }
        return element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
    }
}
