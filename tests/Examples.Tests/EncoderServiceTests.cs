using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EncoderService;
using Microsoft.AspNetCore.Builder;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;
using Mlvgm.Testing.Onnx;

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
        for (int i = 0; i < Clients; i++)
        {
            float[] expected = direct.Encode(UploadedImage.Read(pictures[i], direct));
            Assert.All(expected.Zip(answers[i]), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
        var health = await client.GetFromJsonAsync<Health>("/health");
        Assert.Equal(("ok", 0, (long)Clients), (health!.status, health.waiting, health.images));
        Assert.InRange(health.batches, 1, Clients);
    }

    [Fact]
    public async Task A_network_of_others_is_told_what_it_takes_and_answers_with_the_bits_of_the_library()
    {
        string theirs = PlainModels.Classifier(channels: 3, side: 16).Save(encoder.File("theirs.onnx"));
        string[] line = ["--Encoder", theirs, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"];
        Assert.Contains("nothing says what pixels it takes", Assert.Throws<InvalidDataException>(() => Service.Build(line)).Message);
        Assert.Contains("--resize", Assert.Throws<SettingsException>(() => Service.Build([.. line, "--PixelMaximum", "255", "--Resize", "Zoom"])).Message);
        await using var app = Service.Build([.. line, "--PixelMaximum", "255", "--Mean", "120,110,100", "--StandardDeviation", "60", "--Resize", "Stretch"]);
        using var client = await Start(app);
        using var direct = new OnnxEncoder(theirs, input: new EncoderInputOptions
        {
            PixelMaximum = 255,
            Mean = [120, 110, 100],
            StandardDeviation = [60],
            Resize = ImageResize.Stretch,
        });
        for (int i = 0; i < 4; i++)
        {
            string picture = encoder.Picture("theirs", i, side: 13 + i);
            using var response = await client.PostAsync("/features", new ByteArrayContent(File.ReadAllBytes(picture)));
            Assert.Equal(direct.Encode(picture), (await response.Content.ReadFromJsonAsync<Features>())!.features);
        }
    }

    [Fact]
    public async Task An_image_gets_the_class_of_the_references_that_are_like_it()
    {
        foreach (int i in new[] { 0, 1, 2 }) encoder.Picture("references/smooth", i);
        foreach (int i in new[] { 40, 41, 42 }) encoder.Picture("references/fine", i);
        // What other programs leave is no class and no image.
        encoder.Picture("references/@eaDir", 5);
        File.WriteAllText(encoder.File("references/fine/.DS_Store"), "");
        File.WriteAllText(encoder.File("references/fine/notes.txt"), "");
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

    [Fact]
    public async Task A_form_with_a_file_is_answered_like_the_file_itself()
    {
        await using var app = Service.Build(["--Encoder", encoder.OnnxPath, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        using var client = await Start(app);
        // More than one chunk of an upload.
        byte[] picture = File.ReadAllBytes(encoder.Picture("forms", 97, side: 1400));
        Assert.InRange(picture.Length, 100_000, 8_000_000);
        using var raw = await client.PostAsync("/features", new ByteArrayContent(picture));
        using var form = await Form(new StringContent("a note"), Picture("shirt.png"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (raw.StatusCode, form.StatusCode));
        Assert.Equal(await raw.Content.ReadAsStringAsync(), await form.Content.ReadAsStringAsync());
        await AssertWrong(await Form(new StringContent("a note")), "no file");
        await AssertWrong(await Form(Picture("one.png"), Picture("two.png")), "more than one file");
        await AssertWrong(await client.PostAsync("/features", Typed(picture, "multipart/form-data; boundary=x")), "no multipart form");
        await AssertWrong(await client.PostAsync("/features", Typed(picture, "multipart/form-data")), "boundary has 0 characters");

        HttpContent Picture(string name)
        {
            var content = new ByteArrayContent(picture);
            content.Headers.ContentDisposition = new("form-data") { Name = "image", FileName = name };
            return content;
        }

        async Task<HttpResponseMessage> Form(params HttpContent[] parts)
        {
            using var form = new MultipartFormDataContent();
            foreach (var part in parts) form.Add(part);
            return await client.PostAsync("/features", form);
        }

        static ByteArrayContent Typed(byte[] body, string type)
        {
            var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            return content;
        }

        static async Task AssertWrong(HttpResponseMessage response, string reason)
        {
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains(reason, await response.Content.ReadAsStringAsync());
            response.Dispose();
        }
    }

    [Fact]
    public async Task It_describes_itself_to_programs()
    {
        await using var app = Service.Build(["--Encoder", encoder.OnnxPath, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        using var client = await Start(app);
        using var description = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var paths = description.RootElement.GetProperty("paths");
        Assert.Equal(["/class", "/features", "/health", "/ready"], paths.EnumerateObject().Select(path => path.Name).Order());
        var post = paths.GetProperty("/features").GetProperty("post");
        Assert.Equal(
            ["application/octet-stream", "image/*", "multipart/form-data"],
            post.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(type => type.Name).Order());
        Assert.Equal(["200", "400", "408", "413", "429", "503"], post.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order());
    }

    [Fact]
    public async Task A_shipped_encoder_is_known_by_its_name()
    {
        await using var app = Service.Build(["--Encoder", "fashion-mnist-encoder", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        using var client = await Start(app);
        using var response = await client.PostAsync("/features", new ByteArrayContent(File.ReadAllBytes(encoder.Picture("shipped", 4))));
        Assert.Equal(256, (await response.Content.ReadFromJsonAsync<Features>())!.features.Length);
        // A generator has an ONNX file too, and is no encoder.
        foreach (string name in new[] { "fashion-mnist-nvae", "missing.onnx" })
            Assert.Contains("Shipped encoders: fashion-mnist-encoder, imagenet-resnet18.", Assert.Throws<FileNotFoundException>(() => Service.Build(["--Encoder", name])).Message);
    }

    [Fact]
    public async Task It_counts_batches_and_what_is_waiting()
    {
        using var gate = new EncoderGate();
        await using var app = Service.Build(["--Encoder", encoder.OnnxPath, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"], gate.Encode);
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                bool isOurs = instrument.Meter.Name == "EncoderService"
                    && instrument.Meter.Scope == app.Services.GetService(typeof(IMeterFactory));
                if (isOurs) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();
        using var client = await Start(app);
        var posts = Enumerable.Range(0, 5)
            .Select(i => client.PostAsync("/features", new ByteArrayContent(File.ReadAllBytes(encoder.Picture("counted", i))))).ToList();
        await gate.Begun();
        gate.Open();
        Assert.All(await Task.WhenAll(posts), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        listener.RecordObservableInstruments();
        Assert.Equal(5, seen["encoder_service.batch.images"]);
        Assert.True(seen["encoder_service.batch.duration"] > 0);
        Assert.Equal((0, 0, 0), (seen["encoder_service.queue.images"], seen["encoder_service.uploads.memory"], seen["encoder_service.decoding.memory"]));
    }

    [Fact]
    public async Task An_encoder_that_fails_is_answered_with_500_and_without_its_reasons()
    {
        await using var app = Service.Build(
            ["--Encoder", encoder.OnnxPath, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"],
            (_, _) => throw new InvalidDataException("a secret path"));
        using var client = await Start(app);
        using var response = await client.PostAsync("/features", new ByteArrayContent(File.ReadAllBytes(encoder.Picture("failing", 1))));
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Set Encoder to an encoder.onnx")]
    [InlineData("BatchSize (--BatchSize) is 0", "--Encoder", "x.onnx", "--BatchSize", "0")]
    [InlineData("DecodingMemory is 268435456, and an image of MaximumPixels needs 280000000", "--Encoder", "x.onnx", "--MaximumPixels", "20000000")]
    [InlineData("UploadMemory is 268435456, and a body of MaximumBytes needs 300000000", "--Encoder", "x.onnx", "--MaximumBytes", "300000000")]
    public void Settings_that_cannot_work_are_refused_at_the_start(string reason, params string[] arguments) =>
        Assert.Contains(reason, Assert.Throws<SettingsException>(() => Service.Build(arguments)).Message);

    static async Task<HttpClient> Start(WebApplication app)
    {
        await app.StartAsync();
        return new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }
}
