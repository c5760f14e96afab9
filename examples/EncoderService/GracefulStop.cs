namespace EncoderService;

/// <summary>
/// What happens between SIGTERM and the end. First <c>/ready</c> says no, so that whatever stands in front sends no more; what still comes is answered, and its
/// connection closed. When nothing has come for a second, or the time is up, the server closes its port and answers what it has taken; then it ends.
/// </summary>
/// <remarks>
/// A server that closes its port at once resets the connections that the kernel has taken for it and it has not seen, and those whose request it has not
/// yet read:
/// their clients get no answer.
/// </remarks>
sealed class GracefulStop(TimeSpan drain) : IHostedLifecycleService
{
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    long _begun;
    long _running;
    volatile bool _stopping;

    /// <summary>Whether the service was told to stop.</summary>
    public bool Stopping => _stopping;

    /// <summary>Counts a request that a stop waits for.</summary>
    public async ValueTask<object?> Count(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Interlocked.Increment(ref _begun);
        Interlocked.Increment(ref _running);
        try
        {
            return await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Tells clients to connect anew, and so elsewhere, once the service is about to stop.</summary>
    public Task CloseConnections(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (_stopping) context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>Waits until nothing comes any more.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        long start = TimeProvider.System.GetTimestamp(), before;
        do
        {
            before = Interlocked.Read(ref _begun);
            var left = drain - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return;
            await Task.Delay(left < Quiet ? left : Quiet, cancellationToken);
        }
        while (Interlocked.Read(ref _begun) != before || Interlocked.Read(ref _running) > 0);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
