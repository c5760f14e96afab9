using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using EncoderService;
using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Onnx;
using Mlvgm.Testing.Services;

namespace Mlvgm.Benchmarks.Evaluation;

/// <summary>
/// The EncoderService in a process of its own under 512 clients for a minute, slow and broken ones among them: how each kind is answered, whether any
/// answer is wrong,
/// and the most memory that the service has had.
/// </summary>
static class ServiceSoak
{
    const string Encoder = "fashion-mnist-encoder";
    static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(TextWriter output)
    {
        var store = ModelStore.Shipped();
        using var direct = new OnnxEncoder(store.VerifiedPath(store.Find(Encoder), "onnx"));
        var clients = SoakClient.All(file => direct.Encode(UploadedImage.Read(file, direct)));
        await using var service = await ServiceProcess.Start("EncoderService", "--Encoder", Encoder);
        using var http = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromMinutes(2) };
        long idle = service.Memory;
        var until = Stopwatch.GetTimestamp() + (long)(Duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(clients.SelectMany(client => Enumerable.Range(0, client.Count).Select(i => Task.Run(() => client.Run(http, i, until)))));
        var health = (await http.GetFromJsonAsync<Health>("/health"))!;
        var (after, peak) = (service.Memory, service.PeakMemory);
        service.Terminate();
        int code = (await service.Exit()).Code;

        output.WriteLine("| clients | what they send | requests | answers by status | no answer | wrong features | p50, ms | p99, ms |");
        output.WriteLine("|---:|---|---:|---|---:|---:|---:|---:|");
        foreach (var client in clients)
        {
            var tally = client.Tally;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {client.Count} | {client.What} | {tally.Requests} | {tally.Statuses} | {tally.Unanswered} | {tally.Wrong} "
                + $"| {Text(tally.Latency(0.5))} | {Text(tally.Latency(0.99))} |"));
        }
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{health.Images} images in {health.Batches} batches ({(double)health.Images / health.Batches:f1} a batch). "
            + $"Resident memory of the service: {Mebibytes(idle)} MiB before, {Mebibytes(peak)} MiB at most, {Mebibytes(after)} MiB after. "
            + $"Exit code on SIGTERM: {code}."));
    }

    static string Text(double? milliseconds) => milliseconds is { } value ? value.ToString("f0", CultureInfo.InvariantCulture) : "";

    static long Mebibytes(long bytes) => bytes >> 20;

    sealed record Health(long Batches, long Images);
}
