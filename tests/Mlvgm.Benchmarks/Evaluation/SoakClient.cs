using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.Testing.Services;
using SkiaSharp;

namespace Mlvgm.Benchmarks.Evaluation;

/// <summary>A kind of client: some send what is right, each in its way, some do not.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="What">What they send.</param>
/// <param name="Body">The content of a request, by its number.</param>
/// <param name="Expected">The features that are right for that request; null where there are none.</param>
/// <param name="Patience">After how long they go away; null for those that wait for the answer.</param>
sealed record SoakClient(int Count, string What, Func<int, HttpContent> Body, Func<int, float[]?> Expected, TimeSpan? Patience = null)
{
    const int Pictures = 64;
    const double Tolerance = 1e-4;

    /// <summary>For how long those wait whose request is refused with no word of when to try again.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The file of which the client sends half and then waits for the answer, without a client library that would not look for one; null for other kinds.
    /// </summary>
    public Func<int, byte[]>? Half { get; init; }

    /// <summary>Where they are counted.</summary>
    public SoakTally Tally { get; } = new();

    /// <summary>512 clients.</summary>
    /// <param name="features">Computes what is right for a file.</param>
    public static IReadOnlyList<SoakClient> All(Func<byte[], float[]> features)
    {
        byte[][] small = [.. Enumerable.Range(0, Pictures).Select(Small)];
        byte[][] photographs = [.. Enumerable.Range(0, 4).Select(i => Photograph(i, SKEncodedImageFormat.Jpeg))];
        byte[][] large = [.. Enumerable.Range(0, 2).Select(i => Photograph(i, SKEncodedImageFormat.Png))];
        byte[] bomb = EmptyPng.Grey(7071, 7071);
        return
        [
            Right(256, "a PNG of 28 to 91 pixels", small, file => new ByteArrayContent(file)),
            Right(128, "the same in a form", small, file => new MultipartFormDataContent { { new ByteArrayContent(file), "image", "picture.png" } }),
            Right(24, "a JPEG of 3000x2000", photographs, file => new ByteArrayContent(file)),
            Right(8, "a PNG of 3000x2000", large, file => new ByteArrayContent(file)),
            Right(32, "a PNG in 20 pieces over 4 seconds", small, file => new SlowContent(file, TimeSpan.FromMilliseconds(200))),
            new(16, "half a PNG, and then nothing", _ => new ByteArrayContent([]), _ => null) { Half = i => small[i % Pictures] },
            new(
                16, "a PNG in pieces, and go away in the middle", i => new SlowContent(small[i % Pictures], TimeSpan.FromMilliseconds(20)), _ => null,
                TimeSpan.FromMilliseconds(150)),
            new(16, "a truncated PNG", i => new ByteArrayContent(small[i % Pictures][..^40]), _ => null),
            new(8, "random bytes", i => new ByteArrayContent(Noise(i)), _ => null),
            new(8, "a PNG of 7071x7071 in 48 KB", _ => new ByteArrayContent(bomb), _ => null),
        ];

        SoakClient Right(int count, string what, byte[][] files, Func<byte[], HttpContent> body)
        {
            float[][] expected = [.. files.Select(features)];
            return new SoakClient(count, what, i => body(files[i % files.Length]), i => expected[i % files.Length]);
        }
    }

    /// <summary>Sends one request after another until the time is up.</summary>
    public async Task Run(HttpClient http, int number, long until)
    {
        for (int i = 17 * number; Stopwatch.GetTimestamp() < until; i++)
        {
            using var impatient = new CancellationTokenSource(Patience ?? Timeout.InfiniteTimeSpan);
            try
            {
                if (Half is { } half)
                {
                    Tally.Status(await Stall(http.BaseAddress!, half(i)));
                    continue;
                }
                long sent = Stopwatch.GetTimestamp();
                using var body = Body(i);
                using var response = await http.PostAsync("/features", body, impatient.Token);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    float[] answer = (await response.Content.ReadFromJsonAsync<Answer>(impatient.Token))!.Features;
                    Tally.Good(Stopwatch.GetElapsedTime(sent).TotalMilliseconds, IsRight(answer, Expected(i)));
                    continue;
                }
                Tally.Status((int)response.StatusCode);
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? Pause, CancellationToken.None);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                Tally.NoAnswer();
            }
        }
    }

    static async Task<int> Stall(Uri address, byte[] file)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        string head = $"POST /features HTTP/1.1\r\nHost: {address.Host}\r\nContent-Length: {file.Length}\r\n\r\n";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        await socket.GetStream().WriteAsync(file.AsMemory(0, file.Length / 2));
        using var reader = new StreamReader(socket.GetStream());
        string status = await reader.ReadLineAsync() ?? throw new IOException("The connection was closed without an answer.");
        return int.Parse(status.Split(' ')[1], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    static bool IsRight(float[] answer, float[]? expected) =>
        expected is not null && answer.Length == expected.Length && answer.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance);

    static byte[] Small(int number)
    {
        int side = 28 + number;
        string file = Path.GetTempFileName();
        ImageGrid.WritePng(
            file, [.. Enumerable.Range(0, side * side).Select(i => 0.5f + 0.5f * MathF.Sin((number + 1) * 0.1f * (i % side) + number * 0.3f * (i / side)))],
            new ImageShape(1, side, side), columns: 1);
        byte[] bytes = File.ReadAllBytes(file);
        File.Delete(file);
        return bytes;
    }

    static byte[] Photograph(int number, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(3000, 2000, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint { Shader = SKShader.CreatePerlinNoiseTurbulence(0.01f, 0.02f, 3, number) };
        canvas.Clear(SKColors.White);
        canvas.DrawPaint(paint);
        using var data = bitmap.Encode(format, 85);
        return data.ToArray();
    }

    static byte[] Noise(int seed)
    {
        byte[] bytes = new byte[3000];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    sealed record Answer(float[] Features);

    /// <summary>A body in 20 pieces with pauses between them.</summary>
    sealed class SlowContent(byte[] file, TimeSpan pause) : HttpContent
    {
        const int Pieces = 20;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            foreach (byte[] piece in file.Chunk((file.Length + Pieces - 1) / Pieces))
            {
                await stream.WriteAsync(piece, cancellationToken);
                await stream.FlushAsync(cancellationToken);
                await Task.Delay(pause, cancellationToken);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = file.Length;
            return true;
        }
    }
}
