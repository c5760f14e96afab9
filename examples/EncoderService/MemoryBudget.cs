using System.Threading.RateLimiting;

namespace EncoderService;

/// <summary>Memory that requests may take together: whoever wants more than is left is refused, or waits, first come first served.</summary>
/// <param name="bytes">The whole.</param>
sealed class MemoryBudget(long bytes) : IDisposable
{
    // .NET's limiter counts in int, so these are KiB.
    readonly int _whole = Kibibytes(bytes);
    readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = Kibibytes(bytes), QueueLimit = int.MaxValue });

    /// <summary>Bytes that are taken.</summary>
    public long Taken => 1024 * (_whole - (_limiter.GetStatistics()?.CurrentAvailablePermits ?? 0));

    /// <summary>Takes memory until what comes back is disposed; null where too little is left.</summary>
    public IDisposable? TryTake(long wanted)
    {
        var lease = _limiter.AttemptAcquire(Kibibytes(wanted));
        if (lease.IsAcquired) return lease;
        lease.Dispose();
        return null;
    }

    /// <summary>Takes memory, once there is enough of it, until what comes back is disposed.</summary>
    /// <exception cref="InvalidOperationException">More is wanted than the whole.</exception>
    public async Task<IDisposable> TakeAsync(long wanted, CancellationToken cancellation)
    {
        if (Kibibytes(wanted) > _whole) throw new InvalidOperationException($"{wanted} bytes are wanted of a budget of {bytes}.");
        return await _limiter.AcquireAsync(Kibibytes(wanted), cancellation);
    }

    /// <summary>Frees the limiter.</summary>
    public void Dispose() => _limiter.Dispose();

    static int Kibibytes(long bytes) => (int)Math.Min((bytes + 1023) / 1024, int.MaxValue);
}
