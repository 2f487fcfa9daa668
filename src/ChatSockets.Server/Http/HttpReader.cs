namespace ChatSockets.Server.Http;

/// <summary>
/// Collects the bytes of one request: the head, bounded, and then a body as long as the head says and <c>bodyLimit</c> allows. For the
/// connection's own thread.
/// </summary>
/// <param name="bodyLimit">The longest body for a request whose head has come; 0 where the answer is the same whatever it is.</param>
internal sealed class HttpReader(Func<HttpRequest, int> bodyLimit)
{
    /// <summary>The longest head, in bytes; browsers send the cookies of everything else on this machine.</summary>
    public const int LongestHead = 16 * 1024;

    private byte[] _bytes = [];
    private int _count;
    private int _scanned;
    private int _head;
    private int _end;
    private HttpRequest? _request;

    /// <summary>The request, once it is there.</summary>
    public HttpRequest? Request { get; private set; }

    /// <summary>What is wrong with it.</summary>
    public HttpResponse? Error { get; private set; }

    /// <summary>Whether the client waits to be told to send the body (RFC 9110, "Expect"). Once.</summary>
    public bool MustContinue { get; private set; }

    /// <summary>What came behind the request.</summary>
    public ReadOnlyMemory<byte> Rest => _bytes.AsMemory(_end, _count - _end);

    /// <summary>Takes bytes; afterwards there is a request, an error, or too little.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        MustContinue = false;
        if (_count + bytes.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_count + bytes.Length, Math.Min(_bytes.Length * 2,
            _bytes.Length + (64 * 1024))));
        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
        if (_request is null) ReadHead();
        if (_request is null || Error is not null || _count < _end) return;
        Request = _request with { Body = _bytes.AsMemory(_head, _end - _head) };
    }

    private void ReadHead()
    {
        _head = FindEnd();
        if (_head == 0)
        {
            if (_count > LongestHead) Error = HttpResponse.Text(431, "The head of a request may have 16 KB at the most.");
            return;
        }
        _request = HttpRequest.Parse(_bytes.AsSpan(0, _head));
        if (_request is null)
        {
            Error = HttpResponse.Text(400, "That is no request of HTTP/1.1.");
            return;
        }
        int limit = bodyLimit(_request);
        if (_request.Header("Transfer-Encoding").Length > 0) Error = HttpResponse.Text(411,
            "Send the body in one piece, with its Content-Length.");
        else if (_request.BodyLength is not { } length) Error = HttpResponse.Text(400, "The Content-Length is no number.");
        else if (length > limit && limit > 0) Error = HttpResponse.Text(413, $"The body may have {limit} bytes at the most.");
        else _end = _head + Math.Min(length, limit);
        MustContinue = Error is null && _count < _end && _request.Has("Expect", "100-continue");
    }

    // Behind the empty line; 0 if that has not come. An end of line may be LF alone.
    private int FindEnd()
    {
        for (int i = Math.Max(_scanned - 3, 0); i < _count && i <= LongestHead; i++)
        {
            if (_bytes[i] != (byte)'\n') continue;
            if (i + 1 < _count && _bytes[i + 1] == (byte)'\n') return i + 2;
            if (i + 2 < _count && _bytes[i + 1] == (byte)'\r' && _bytes[i + 2] == (byte)'\n') return i + 3;
        }
        _scanned = _count;
        return 0;
    }
}
