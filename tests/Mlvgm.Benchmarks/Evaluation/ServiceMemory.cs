using System.Net;
using Mlvgm.Benchmarks.Memory;
using Mlvgm.Testing;
using Mlvgm.Testing.Services;
using Mlvgm.Testing.Torch;
using SkiaSharp;

namespace Mlvgm.Benchmarks.Evaluation;

/// <summary>Resident memory of the EncoderService, in a process of its own, over requests from a few clients; one in ten sends what is no image.</summary>
static class ServiceMemory
{
    const int Requests = 100_000;
    const int Clients = 8;
    const int Pictures = 64;

    public static async Task RunAsync(TextWriter output, string csv)
    {
        using var folder = new TemporaryFolder();
        byte[][] pictures = [.. Enumerable.Range(0, Pictures).Select(Picture)];
        await using var service = await ServiceProcess.Start("EncoderService", "--Encoder", TinyModels.Encoder(folder));
        using var http = new HttpClient { BaseAddress = service.Address };
        int sent = 0, answered = 0, refused = 0, other = 0;
        var samples = new List<MemorySample>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(Client)));
        var course = new MemoryCourse("EncoderService", [.. samples.OrderBy(sample => sample.Done)]);
        output.WriteLine(MemoryCourse.Header("requests"));
        output.WriteLine(course);
        output.WriteLine($"\n{answered} answers with features, {refused} refusals of what is no image, {other} others.");
        await File.WriteAllLinesAsync(csv, course.Lines().Prepend(MemoryCourse.CsvHeader));

        async Task Client()
        {
            while (Interlocked.Increment(ref sent) is var number && number <= Requests)
            {
                using var body = new ByteArrayContent(number % 10 == 0 ? [1, 2, 3] : pictures[number % Pictures]);
                using var response = await http.PostAsync("/features", body);
                await response.Content.ReadAsByteArrayAsync();
                if (response.StatusCode == HttpStatusCode.OK) Interlocked.Increment(ref answered);
                else if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType) Interlocked.Increment(ref refused);
                else Interlocked.Increment(ref other);
                if (number % (Requests / MemoryCourse.Count) != 0) continue;
                lock (samples) samples.Add(new MemorySample(number, service.Memory, null));
            }
        }
    }

    static byte[] Picture(int number)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(28 + number, 28, SKColorType.Gray8));
        bitmap.Erase(new SKColor((byte)(4 * number), (byte)(4 * number), (byte)(4 * number)));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
