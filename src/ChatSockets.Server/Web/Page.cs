using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace ChatSockets.Server.Web;

/// <summary>The page that browsers get: one file, embedded in the program.</summary>
internal static class Page
{
    private static readonly Lazy<HttpResponse> Made = new(Make);

    /// <summary>The answer that has it.</summary>
    public static HttpResponse Response => Made.Value;

    // Content Security Policy: nothing runs and nothing is loaded but what is in the page itself, whatever is said in a room.
    private static HttpResponse Make()
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream("page.html")!;
        var page = new byte[file.Length];
        file.ReadExactly(page);
        string text = Encoding.UTF8.GetString(page);
        string policy = $"default-src 'none'; script-src {Hash(text, "script")}; style-src {Hash(text, "style")}; connect-src 'self'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return new HttpResponse(200, "text/html; charset=utf-8", page)
        {
            Headers = $"Content-Security-Policy: {policy}\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Opener-Policy: same-origin\r\n",
        };
    }

    private static string Hash(string page, string element)
    {
        int start = page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        int end = page.IndexOf($"</{element}>", start, StringComparison.Ordinal);
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page[start..end])))}'";
    }
}
