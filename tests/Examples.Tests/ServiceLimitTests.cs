using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using EncoderService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Mlvgm.MLNet.Onnx;
using Mlvgm.Testing.Services;
using SkiaSharp;

namespace Examples.Tests;

/// <summary>What the service refuses, and what it costs.</summary>
public sealed class ServiceLimitTests(TinyEncoder encoder) : IClassFixture<TinyEncoder>
{
    const int Mebibyte = 1 << 20;
    const string Shipped = "fashion-mnist-encoder";

    /// <summary>48 KB of file, 50 million pixels.</summary>
    static readonly byte[] Bomb = EmptyPng.Grey(7071, 7071);

    [Fact]
    public async Task Eight_images_with_too_many_pixels_are_refused_undecoded()
    {
        Assert.InRange(Bomb.Length, 40_000, 60_000);
        await using var service = await ServiceProcess.Start("EncoderService", "--Encoder", Shipped);
        using var client = new HttpClient { BaseAddress = service.Address };
        Assert.Equal((HttpStatusCode.OK, "features"), await Post(client, EmptyPng.Grey(28, 28)));
        long before = service.PeakMemory;
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Post(client, Bomb)));
        Assert.All(answers, answer => Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, "The image has 7071x7071 pixels; at most 16000000 are taken."), answer));
        // Decoded, one would take 200 MB.
        Assert.InRange(service.PeakMemory - before, 0, 24 * Mebibyte);
    }

    [Fact]
    public async Task Eight_of_the_largest_images_take_turns()
    {
        byte[] largest = EmptyPng.Grey(4000, 4000);
        await using var service = await ServiceProcess.Start("EncoderService", "--Encoder", Shipped);
        using var client = new HttpClient { BaseAddress = service.Address };
        Assert.Equal((HttpStatusCode.OK, "features"), await Post(client, EmptyPng.Grey(28, 28)));
        long before = service.PeakMemory;
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Post(client, largest)));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "features"), answer));
        // One takes 61 MiB of pixels, and 20 while they are scaled; two at a time would take 122.
        Assert.InRange(service.PeakMemory - before, 48 * Mebibyte, 116 * Mebibyte);
    }

    [Fact]
    public async Task Large_photographs_are_never_in_memory_as_a_whole()
    {
        byte[] photograph = Picture(4000, 4000, SKEncodedImageFormat.Jpeg);
        await using var service = await ServiceProcess.Start("EncoderService", "--Encoder", Shipped);
        using var client = new HttpClient { BaseAddress = service.Address };
        Assert.Equal((HttpStatusCode.OK, "features"), await Post(client, Picture(64, 64, SKEncodedImageFormat.Jpeg)));
        long before = service.PeakMemory;
        Assert.Equal((HttpStatusCode.OK, "features"), await Post(client, photograph));
        Assert.InRange(service.PeakMemory - before, 0, 16 * Mebibyte);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void A_photograph_that_is_decoded_at_reduced_size_looks_like_the_picture_itself(SKEncodedImageFormat format)
    {
        using var network = new OnnxEncoder(encoder.OnnxPath);
        var card = network.Card!;
        float[] whole = UploadedImage.Read(Picture(3000, 2000, SKEncodedImageFormat.Png), network);
        float[] reduced = UploadedImage.Read(Picture(3000, 2000, format), network);
        float[] differences = [.. whole.Zip(reduced, (a, b) => Math.Abs(a - b) / card.PixelMaximum)];
        Assert.InRange(differences.Average(), 0, 0.01);
        Assert.InRange(differences.Max(), 0, 0.06);
        Assert.True((whole.Max() - whole.Min()) / card.PixelMaximum > 0.5);
    }

    [Fact]
    public void A_jpeg_of_endless_scans_is_refused_before_it_is_decoded()
    {
        byte[] picture = Picture(64, 64, SKEncodedImageFormat.Jpeg);
        int scan = picture.AsSpan().IndexOf<byte>([0xFF, 0xDA]);
        byte[] endless = [.. picture[..scan], .. Enumerable.Repeat(picture[scan..^2], 101).SelectMany(bytes => bytes), 0xFF, 0xD9];
        using var network = new OnnxEncoder(encoder.OnnxPath);
        Assert.NotEmpty(UploadedImage.Read(picture, network));
        Assert.Equal("The JPEG has 101 scans; at most 100 are taken.", Assert.Throws<InvalidDataException>(() => UploadedImage.Read(endless, network)).Message);
    }

    [Fact]
    public async Task An_address_has_its_requests_in_a_minute_and_health_is_not_counted()
    {
        await using var app = Build("--RequestsPerMinute", "2");
        using var client = await Start(app);
        byte[] picture = Picture(32, 32, SKEncodedImageFormat.Png);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [(await Post(client, picture)).Status, (await Post(client, picture)).Status]);
        using var refused = await client.PostAsync("/features", new ByteArrayContent(picture));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("2 requests in a minute", await refused.Content.ReadAsStringAsync());
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [(await client.GetAsync("/health")).StatusCode, (await client.GetAsync("/ready")).StatusCode]);
    }

    [Fact]
    public async Task More_requests_at_a_time_than_allowed_are_refused_unread()
    {
        using var gate = new EncoderGate();
        await using var app = Build(gate.Encode, "--ConcurrentRequests", "1");
        using var client = await Start(app);
        byte[] picture = Picture(32, 32, SKEncodedImageFormat.Png);
        var first = Post(client, picture);
        await gate.Begun();
        using var refused = await client.PostAsync("/features", new ByteArrayContent(Bomb));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (refused.StatusCode, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        Assert.Contains("1 requests at a time", await refused.Content.ReadAsStringAsync());
        gate.Open();
        Assert.Equal(HttpStatusCode.OK, (await first).Status);
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_is_given_up()
    {
        await using var app = Build("--UploadSeconds", "2");
        using var client = await Start(app);
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", client.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /features HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nonly this"));
        using var reader = new StreamReader(socket.GetStream());
        Assert.Equal("HTTP/1.1 408 Request Timeout", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Uploads_take_memory_as_they_arrive_and_give_it_back()
    {
        using var budget = new MemoryBudget(100 << 10);
        using (var upload = new Upload(budget))
        {
            await upload.ReadAsync(new MemoryStream(new byte[20_000]), default);
            Assert.Equal(80 << 10, budget.Taken);
            using var second = new Upload(budget);
            var refused = await Assert.ThrowsAsync<BadHttpRequestException>(() => second.ReadAsync(new MemoryStream(new byte[20_000]), default));
            Assert.Equal(503, refused.StatusCode);
            Assert.Equal(20_000, upload.ToBytes().Length);
            Assert.Equal(96 << 10, budget.Taken);
        }
        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public async Task Who_finds_no_memory_to_decode_waits_for_it()
    {
        using var budget = new MemoryBudget(100 << 10);
        var first = await budget.TakeAsync(60 << 10, default);
        var second = budget.TakeAsync(60 << 10, default);
        // First come, first served: what would fit does not overtake.
        var third = budget.TakeAsync(1 << 10, default);
        Assert.Equal((false, false), (second.IsCompleted, third.IsCompleted));
        first.Dispose();
        await Task.WhenAll(second, third).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(61 << 10, budget.Taken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => budget.TakeAsync(101 << 10, default));
    }

    WebApplication Build(params string[] arguments) => Build(null, arguments);

    WebApplication Build(Func<float[], int, float[]>? encode, params string[] arguments) => Service.Build(
        ["--Encoder", encoder.OnnxPath, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning", .. arguments], encode);

    static async Task<HttpClient> Start(WebApplication app)
    {
        await app.StartAsync();
        return new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    /// <summary>The status, and what a refusal says; <c>features</c> where there are some.</summary>
    static async Task<(HttpStatusCode Status, string Word)> Post(HttpClient client, byte[] body)
    {
        using var response = await client.PostAsync("/features", new ByteArrayContent(body));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, answer.RootElement.TryGetProperty("detail", out var detail)
            ? detail.GetString()! : answer.RootElement.EnumerateObject().First().Name);
    }

    /// <summary>Smooth waves in colour, in the best quality.</summary>
    static byte[] Picture(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        byte[] pixels = [.. Enumerable.Range(0, width * height).SelectMany(i =>
        {
            double x = (double)(i % width) / width, y = (double)(i / width) / height;
            return (byte[])[(byte)(255 * x), (byte)(255 * y), (byte)(127 + 127 * Math.Sin(9 * x)), 255];
        })];
        Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }
}
