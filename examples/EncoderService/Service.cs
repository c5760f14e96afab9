using Microsoft.AspNetCore.Server.Kestrel.Core;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;

namespace EncoderService;

/// <summary>
/// The service's endpoints: <c>POST /features</c> and <c>POST /class</c> take an image, <c>GET /health</c> says that the service runs and what it has done,
/// <c>GET /ready</c> whether to send it requests, <c>GET /openapi/v1.json</c> all of this to programs.
/// </summary>
public static class Service
{
    /// <summary>What a stop may take beyond the draining, for what the service has taken.</summary>
    static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(30);

    /// <summary>Builds the application; it owns the encoder until it is disposed.</summary>
    /// <param name="args">The command line, such as <c>--Encoder encoder.onnx --References images</c>.</param>
    /// <param name="encode">What computes a batch's features; the encoder when null.</param>
    /// <exception cref="SettingsException">A setting is missing or outside its range.</exception>
    /// <exception cref="InvalidOperationException">A setting is no number.</exception>
    /// <exception cref="FileNotFoundException">There is no such encoder.</exception>
    /// <exception cref="InvalidDataException">The file is no encoder, or the references are no images.</exception>
    public static WebApplication Build(string[] args, Func<float[], int, float[]>? encode = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = builder.Configuration.Get<ServiceOptions>() ?? new ServiceOptions();
        SettingsOf.Validate(options);
        string file = EncoderFile.Of(options.Encoder!);
        var input = options.Input();
        var card = EncoderCard.Read(file, input);
        var encoder = new OnnxEncoder(file, input: input);
        var classes = options.References is { } folder ? ReferenceClasses.Read(folder, encoder, options.Neighbours) : null;
        Register(builder, options, encoder, encode ?? ((images, _) => encoder.Encode(images, options.BatchSize)));
        var app = builder.Build();
        foreach (string line in classes?.Findings.Lines() ?? []) app.Logger.PassedOver(line);
        Map(app, card, classes);
        return app;
    }

    static void Register(WebApplicationBuilder builder, ServiceOptions options, OnnxEncoder encoder, Func<float[], int, float[]> encode)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaximumBytes;
            // No body is as fast on average once its seconds are over, so all that have not arrived by then are given up.
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.MaximumBytes, TimeSpan.FromSeconds(options.UploadSeconds));
            // What a connection has sent and nobody has read is in no budget.
            kestrel.Limits.MaxRequestBufferSize = 64 << 10;
        });
        var drain = TimeSpan.FromSeconds(options.DrainSeconds);
        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = drain + LastAnswers);
        services.AddProblemDetails();
        services.AddOpenApi();
        services.AddRateLimiter(limiter => RequestLimits.Configure(limiter, options));
        services.AddSingleton(new GracefulStop(drain));
        services.AddHostedService(provider => provider.GetRequiredService<GracefulStop>());
        services.AddSingleton<ServiceMetrics>();
        // Freed in the opposite order of their making: first the queue, which until then encodes what waits.
        services.AddSingleton(_ => encoder);
        services.AddSingleton(provider =>
        {
            provider.GetRequiredService<OnnxEncoder>();
            return new EncodingQueue(provider.GetRequiredService<ServiceMetrics>().Counted(encode), options.BatchSize, options.QueueCapacity);
        });
        services.AddKeyedSingleton(nameof(ServiceOptions.UploadMemory), (_, _) => new MemoryBudget(options.UploadMemory));
        services.AddKeyedSingleton(nameof(ServiceOptions.DecodingMemory), (_, _) => new MemoryBudget(options.DecodingMemory));
        services.AddSingleton(provider =>
        {
            var (queue, uploads, decoding) = (provider.GetRequiredService<EncodingQueue>(),
                provider.GetRequiredKeyedService<MemoryBudget>(nameof(ServiceOptions.UploadMemory)),
                provider.GetRequiredKeyedService<MemoryBudget>(nameof(ServiceOptions.DecodingMemory)));
            provider.GetRequiredService<ServiceMetrics>().Observe(queue, uploads, decoding);
            return new ImageRequests(encoder, queue, new UploadReader(uploads, options.UploadSeconds), decoding, options.MaximumPixels);
        });
        ServiceMetrics.Export(builder);
    }

    static void Map(WebApplication app, EncoderCard card, ReferenceClasses? classes)
    {
        var (stop, queue, requests) = (
            app.Services.GetRequiredService<GracefulStop>(),
            app.Services.GetRequiredService<EncodingQueue>(),
            app.Services.GetRequiredService<ImageRequests>());
        app.Use(stop.CloseConnections);
        app.UseExceptionHandler();
        app.UseRateLimiter();
        app.MapOpenApi();
        app.MapPost("/features", (HttpRequest request) => requests.Answer(request, features => Results.Json(new FeaturesAnswer(features))))
            .WithSummary("The features of an image.").Produces<FeaturesAnswer>().TakesImage().AddEndpointFilter(stop.Count);
        app.MapPost("/class", (HttpRequest request) => classes is null
                ? Task.FromResult(Refusal.Of(
                    request.HttpContext, StatusCodes.Status404NotFound, "The service was started without references, so it knows no classes."))
                : requests.Answer(request, features => Results.Json(classes.Of(features))))
            .WithSummary("The class of the references that are most like an image.")
            .Produces<ClassAnswer>().ProducesProblem(StatusCodes.Status404NotFound).TakesImage().AddEndpointFilter(stop.Count);
        app.MapGet("/health", () => new HealthAnswer("ok", card.Name, queue.Waiting, queue.Encoded.Batches, queue.Encoded.Images))
            .WithSummary("Whether the service lives, and what it has done.").DisableRateLimiting();
        app.MapGet("/ready", () => stop.Stopping
                ? Results.Json(new ReadyAnswer("stopping"), statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Json(new ReadyAnswer("ready")))
            .WithSummary("Whether to send it requests.")
            .Produces<ReadyAnswer>().Produces<ReadyAnswer>(StatusCodes.Status503ServiceUnavailable).DisableRateLimiting();
    }
}
