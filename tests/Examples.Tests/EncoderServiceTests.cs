using System.Net;
using System.Net.Http.Json;
using EncoderService;
using Microsoft.AspNetCore.Builder;
using Mlvgm.MLNet.Onnx;

namespace Examples.Tests;

/// <summary>The service over real HTTP on the loopback.</summary>
public sealed class EncoderServiceTests(TinyEncoder encoder) : IClassFixture<TinyEncoder>
{
    const int Clients = 64;

    sealed record Features(float[] features);

    sealed record Class(string @class, double share);

    sealed record Health(string status, string encoder, int waiting, long batches, long images);

    [Fact]
    public async Task Sixty_four_clients_at_a_time_get_each_its_own_features()
    {
        await using var app = Service.Build(["--Encoder", encoder.OnnxPath, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        using var client = await Start(app);
        byte[][] pictures = [.. Enumerable.Range(0, Clients).Select(i => File.ReadAllBytes(encoder.Picture("clients", i, side: 32 + i % 3)))];
        var answers = await Task.WhenAll(pictures.Select(async picture =>
        {
            using var response = await client.PostAsync("/features", new ByteArrayContent(picture));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return (await response.Content.ReadFromJsonAsync<Features>())!.features;
        }));
        using var direct = new OnnxEncoder(encoder.OnnxPath);
        var card = EncoderCard.Read(encoder.OnnxPath);
        for (int i = 0; i < Clients; i++)
        {
            float[] expected = direct.Encode(UploadedImage.Read(pictures[i], card));
            Assert.All(expected.Zip(answers[i]), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
        var health = await client.GetFromJsonAsync<Health>("/health");
        Assert.Equal(("ok", 0, (long)Clients), (health!.status, health.waiting, health.images));
        Assert.InRange(health.batches, 1, Clients);
    }

    [Fact]
    public async Task An_image_gets_the_class_of_the_references_that_are_like_it()
    {
        foreach (int i in new[] { 0, 1, 2 }) encoder.Picture("references/smooth", i);
        foreach (int i in new[] { 40, 41, 42 }) encoder.Picture("references/fine", i);
        await using var app = Service.Build(
            ["--Encoder", encoder.OnnxPath, "--References", encoder.File("references"), "--Neighbours", "1", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        using var client = await Start(app);
        using var response = await client.PostAsync("/class", new ByteArrayContent(File.ReadAllBytes(encoder.Picture("queries", 41))));
        Assert.Equal(new Class("fine", 1), await response.Content.ReadFromJsonAsync<Class>());
    }

    [Fact]
    public async Task What_is_wrong_is_answered_with_its_status()
    {
        await using var app = Service.Build(["--Encoder", encoder.OnnxPath, "--MaximumBytes", "20000", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        using var client = await Start(app);
        byte[] picture = File.ReadAllBytes(encoder.Picture("wrong", 7));
        await AssertStatus(HttpStatusCode.BadRequest, "/features", [], "no image in a known format");
        await AssertStatus(HttpStatusCode.BadRequest, "/features", [.. Enumerable.Repeat((byte)7, 500)], "no image in a known format");
        await AssertStatus(HttpStatusCode.BadRequest, "/features", picture[..(picture.Length / 2)], "damaged");
        await AssertStatus(HttpStatusCode.RequestEntityTooLarge, "/features", new byte[20_001], "too large");
        await AssertStatus(HttpStatusCode.NotFound, "/class", picture, "without references");
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/features", new ByteArrayContent(picture))).StatusCode);

        async Task AssertStatus(HttpStatusCode status, string path, byte[] body, string reason)
        {
            using var response = await client.PostAsync(path, new ByteArrayContent(body));
            Assert.Equal(status, response.StatusCode);
            Assert.Contains(reason, await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task When_the_queue_is_full_more_images_are_refused_until_there_is_room()
    {
        using var open = new ManualResetEventSlim();
        using var begun = new SemaphoreSlim(0);
        await using var app = Service.Build(
            ["--Encoder", encoder.OnnxPath, "--QueueCapacity", "1", "--BatchSize", "1", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"], (images, count) =>
            {
                begun.Release();
                open.Wait(TimeSpan.FromSeconds(30));
                return new float[count];
            });
        using var client = await Start(app);
        byte[] picture = File.ReadAllBytes(encoder.Picture("full", 3));
        Task<HttpResponseMessage> Post() => client.PostAsync("/features", new ByteArrayContent(picture));
        var computed = Post();
        Assert.True(await begun.WaitAsync(TimeSpan.FromSeconds(30)));
        // One is computed; of two more, one waits, and the other finds no room.
        Task<HttpResponseMessage>[] more = [Post(), Post()];
        using var refused = await (await Task.WhenAny(more));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("1", Assert.Single(refused.Headers.GetValues("Retry-After")));
        open.Set();
        Assert.Equal(HttpStatusCode.OK, (await computed).StatusCode);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable],
            (await Task.WhenAll(more)).Select(response => response.StatusCode).Order());
    }

    [Theory]
    [InlineData("Set Encoder to an encoder.onnx.")]
    [InlineData("BatchSize is 0", "--Encoder", "x.onnx", "--BatchSize", "0")]
    public void Settings_that_cannot_work_are_refused_at_the_start(string reason, params string[] arguments) =>
        Assert.Contains(reason, Assert.Throws<InvalidOperationException>(() => Service.Build(arguments)).Message);

    static async Task<HttpClient> Start(WebApplication app)
    {
        await app.StartAsync();
        return new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }
}
