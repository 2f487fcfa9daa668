using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using ChatSockets.Server.Http;

namespace ChatSockets.Server.Web;

/// <summary>The page that browsers get: one file, embedded in the program.</summary>
internal static class Page
{
    // Where the page says which room is the lobby.
    private const string Lobby = "data-lobby=\"#lobby\"";

    private static readonly Lazy<string> Text = new(Read);
    private static readonly Lazy<string> Headers = new(MakeHeaders);

    /// <summary>The answer that has it.</summary>
    public static HttpResponse Response(ServerOptions options)
    {
        string text = Text.Value.Replace(Lobby, $"data-lobby=\"{WebUtility.HtmlEncode(options.Lobby)}\"", StringComparison.Ordinal);
        return new HttpResponse(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(text)) { Headers = Headers.Value };
    }

    private static string Read()
    {
        using var file = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("page.html")!, Encoding.UTF8);
        return file.ReadToEnd();
    }

    // Content Security Policy: nothing runs and nothing is loaded but what is in the page itself, whatever is said in a room.
    private static string MakeHeaders() =>
        $"Content-Security-Policy: default-src 'none'; script-src {Hash("script")}; style-src {Hash("style")}; connect-src 'self'; "
            + "img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'\r\n"
        + "Referrer-Policy: no-referrer\r\nCross-Origin-Opener-Policy: same-origin\r\n";

    private static string Hash(string element)
    {
        string page = Text.Value;
        int start = page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        int end = page.IndexOf($"</{element}>", start, StringComparison.Ordinal);
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page[start..end])))}'";
    }
}
