using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace EncoderService;

/// <summary>
/// What the service counts beside what ASP.NET counts of every request (<c>http.server.request.duration</c>, by endpoint and status): the queue, the
/// batches, memory.
/// </summary>
sealed class ServiceMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "EncoderService";

    readonly Meter _meter;
    readonly Histogram<int> _batchImages;
    readonly Histogram<double> _batchSeconds;

    public ServiceMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _batchImages = _meter.CreateHistogram("encoder_service.batch.images", "{image}", "Images in a batch.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
        _batchSeconds = _meter.CreateHistogram("encoder_service.batch.duration", "s", "Time that the encoder takes for a batch.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5] });
    }

    /// <summary>Shows what is waiting and what is taken of the budgets.</summary>
    public void Observe(EncodingQueue queue, MemoryBudget uploads, MemoryBudget decoding)
    {
        _meter.CreateObservableUpDownCounter("encoder_service.queue.images", () => queue.Waiting, "{image}", "Images that wait.");
        _meter.CreateObservableUpDownCounter("encoder_service.uploads.memory", () => uploads.Taken, "By", "Memory that bodies have taken.");
        _meter.CreateObservableUpDownCounter("encoder_service.decoding.memory", () => decoding.Taken, "By", "Memory that decoding has taken.");
    }

    /// <summary>The same computation, counted.</summary>
    public Func<float[], int, float[]> Counted(Func<float[], int, float[]> encode) => (images, count) =>
    {
        long start = Stopwatch.GetTimestamp();
        float[] features = encode(images, count);
        _batchImages.Record(count);
        _batchSeconds.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        return features;
    };

    /// <summary>Sends these, and ASP.NET's, to the collector that the environment names.</summary>
    public static void Export(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime")
            .AddOtlpExporter());
    }

    /// <summary>Ends the counting.</summary>
    public void Dispose() => _meter.Dispose();
}
