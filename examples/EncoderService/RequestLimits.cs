using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace EncoderService;

/// <summary>How many requests there may be at a time, and in a minute from one address; what is beyond is refused unread.</summary>
static class RequestLimits
{
    public static void Configure(RateLimiterOptions limiter, ServiceOptions options)
    {
        limiter.GlobalLimiter = Limiter(options);
        limiter.OnRejected = async (rejected, _) =>
        {
            // Only the limit by address knows when it ends.
            var answer = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
                ? Refusal.Of(
                    rejected.HttpContext, StatusCodes.Status429TooManyRequests,
                    $"{options.RequestsPerMinute} requests in a minute are taken from an address.", after)
                : Refusal.Of(
                    rejected.HttpContext, StatusCodes.Status503ServiceUnavailable, $"{options.ConcurrentRequests} requests at a time are taken. Try again.");
            await answer.ExecuteAsync(rejected.HttpContext);
        };
    }

    static PartitionedRateLimiter<HttpContext> Limiter(ServiceOptions options)
    {
        var together = PartitionedRateLimiter.Create<HttpContext, bool>(_ => RateLimitPartition.GetConcurrencyLimiter(
            true, _ => new ConcurrencyLimiterOptions { PermitLimit = options.ConcurrentRequests }));
        if (options.RequestsPerMinute is not { } perMinute) return together;
        var each = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress ?? IPAddress.None,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) }));
        return PartitionedRateLimiter.CreateChained(each, together);
    }
}
