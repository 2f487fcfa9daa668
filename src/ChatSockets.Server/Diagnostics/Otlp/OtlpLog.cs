using Serilog;

namespace ChatSockets.Server.Diagnostics.Otlp;

/// <summary>Logs that a collector does not take the figures, once until it takes them again. On the exporter's thread.</summary>
internal sealed class OtlpLog(ILogger log, Uri endpoint) : DelegatingHandler(new SocketsHttpHandler())
{
    private bool _isFailing;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage response = base.Send(request, cancellationToken);
            Tell(response.IsSuccessStatusCode ? null : $"it answers {(int)response.StatusCode}");
            return response;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Tell(exception.Message);
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            Tell(response.IsSuccessStatusCode ? null : $"it answers {(int)response.StatusCode}");
            return response;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Tell(exception.Message);
            throw;
        }
    }

    private void Tell(string? failure)
    {
        if (failure is not null && !_isFailing) log.Warning("The figures could not be sent to {Endpoint}: {Reason}", endpoint, failure);
        if (failure is null && _isFailing) log.Information("The figures are sent to {Endpoint} again", endpoint);
        _isFailing = failure is not null;
    }
}
