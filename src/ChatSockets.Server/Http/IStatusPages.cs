using System.Net;

namespace ChatSockets.Server.Http;

/// <summary>
/// The pages on which machines watch the server. Any thread, under no lock; <see cref="Ready"/> may wait some seconds for the disk, so call
/// it on the thread of the client that asks. None of them throws.
/// </summary>
internal interface IStatusPages
{
    /// <summary><c>/healthz</c>: whether the process works, or should be replaced. 200 or 503.</summary>
    StatusPage Health();

    /// <summary><c>/readyz</c>: whether the server can store a line now, and so serve. 200 or 503.</summary>
    StatusPage Ready();

    /// <summary><c>/metrics</c>: all figures in Prometheus' text format. 200, or 403 for addresses that may not read it.</summary>
    /// <param name="address">The client's address; null if it is not known, which is refused.</param>
    StatusPage Metrics(IPAddress? address);
}

/// <summary>An answer to an HTTP request.</summary>
/// <param name="Code">The status code.</param>
/// <param name="ContentType">The value of Content-Type.</param>
/// <param name="Body">The body.</param>
internal readonly record struct StatusPage(int Code, string ContentType, byte[] Body);
