using System.Diagnostics;
using System.Globalization;
using EncoderService;
using Microsoft.AspNetCore.Builder;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;

namespace Mlvgm.Benchmarks.Evaluation;

/// <summary>
/// Requests per second and latencies of the EncoderService over HTTP on the loopback, with batches of what waits and one image at a time. The clients run in
/// the same process, so they share its cores.
/// </summary>
static class ServiceLoad
{
    const int Requests = 6_000;
    const int Rounds = 3;
    static readonly int[] Clients = [1, 8, 64];
    static readonly int[] BatchSizes = [1, 32];
    static readonly ImageShape Shape = new(1, 32, 32);

    public static async Task RunAsync(TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("mlvgm-service-").FullName;
        try
        {
            string encoder = SampleEncoder.Write(folder), picture = Path.Combine(folder, "picture.png");
            ImageGrid.WritePng(picture, [.. Enumerable.Range(0, Shape.Size).Select(i => i % 256 / 255f)], Shape, columns: 1);
            byte[] body = await File.ReadAllBytesAsync(picture);
            output.WriteLine("| clients | images a batch, at most | requests/s | p50, ms | p99, ms | images a batch, mean |");
            output.WriteLine("|---:|---:|---:|---:|---:|---:|");
            foreach (int clients in Clients)
            {
                // In turns, so that a machine whose speed drifts slows both alike; the fastest round counts.
                var loads = new Dictionary<int, Load>();
                for (int round = 0; round < Rounds; round++)
                {
                    foreach (int batchSize in BatchSizes)
                    {
                        var load = await Measure(encoder, body, clients, batchSize);
                        if (!loads.TryGetValue(batchSize, out var best) || load.PerSecond > best.PerSecond) loads[batchSize] = load;
                    }
                }
                foreach (var (batchSize, load) in loads)
                {
                    output.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {clients} | {batchSize} | {load.PerSecond:f0} | {load.Median:f1} | {load.Slow:f1} | {load.ImagesPerBatch:f1} |"));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<Load> Measure(string encoder, byte[] body, int clients, int batchSize)
    {
        await using var app = Service.Build(
            ["--Encoder", encoder, "--BatchSize", $"{batchSize}", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await Post(Requests / 10);
        var queue = (EncodingQueue)app.Services.GetService(typeof(EncodingQueue))!;
        var before = queue.Encoded;
        long start = Stopwatch.GetTimestamp();
        double[] latencies = await Post(Requests);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.Sort(latencies);
        var encoded = queue.Encoded;
        return new Load(
            Requests / seconds, latencies[Requests / 2], latencies[Requests * 99 / 100],
            (double)(encoded.Images - before.Images) / (encoded.Batches - before.Batches));

        async Task<double[]> Post(int requests)
        {
            double[] milliseconds = new double[requests];
            int next = -1;
            await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < requests;)
                {
                    long sent = Stopwatch.GetTimestamp();
                    using var response = await client.PostAsync("/features", new ByteArrayContent(body));
                    response.EnsureSuccessStatusCode();
                    await response.Content.ReadAsByteArrayAsync();
                    milliseconds[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
                }
            }));
            return milliseconds;
        }
    }

    sealed record Load(double PerSecond, double Median, double Slow, double ImagesPerBatch);
}
