using Mlvgm.MLNet.Onnx;

namespace EncoderService;

/// <summary>
/// The service's endpoints: <c>POST /features</c> and <c>POST /class</c> take an image file as the body, <c>GET /health</c> says that the service
/// runs and what it has done.
/// </summary>
public static class Service
{
    /// <summary>Builds the application; it owns the encoder until it is disposed.</summary>
    /// <param name="args">The command line, such as <c>--Encoder encoder.onnx --References images</c>.</param>
    /// <param name="encode">What computes a batch's features; the encoder when null.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or outside its range.</exception>
    /// <exception cref="FileNotFoundException">There is no such encoder.</exception>
    /// <exception cref="InvalidDataException">The file is no encoder, or the references are no images.</exception>
    public static WebApplication Build(string[] args, Func<float[], int, float[]>? encode = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = builder.Configuration.Get<ServiceOptions>() ?? new ServiceOptions();
        options.Validate();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = options.MaximumBytes);
        var card = EncoderCard.Read(options.Encoder);
        builder.Services.AddSingleton(_ => new OnnxEncoder(options.Encoder));
        builder.Services.AddSingleton(services => new EncodingQueue(
            encode ?? ((images, count) => services.GetRequiredService<OnnxEncoder>().Encode(images, count)), options.BatchSize, options.QueueCapacity));
        var app = builder.Build();
        var queue = app.Services.GetRequiredService<EncodingQueue>();
        var classes = options.References is { } folder
            ? ReferenceClasses.Read(folder, app.Services.GetRequiredService<OnnxEncoder>(), card, options.Neighbours)
            : null;

        app.MapPost("/features", (HttpRequest request) => Answer(request, card, queue, features => Results.Json(new { features })));
        app.MapPost("/class", (HttpRequest request) => classes is null
            ? Task.FromResult(Problem(StatusCodes.Status404NotFound, "The service was started without references, so it knows no classes."))
            : Answer(request, card, queue, features =>
            {
                var (name, share) = classes.Of(features);
                return Results.Json(new { @class = name, share });
            }));
        app.MapGet("/health", () => Results.Json(new
        {
            status = "ok",
            encoder = card.Name,
            waiting = queue.Waiting,
            batches = queue.Encoded.Batches,
            images = queue.Encoded.Images,
        }));
        return app;
    }

    static async Task<IResult> Answer(HttpRequest request, EncoderCard card, EncodingQueue queue, Func<float[], IResult> answer)
    {
        float[] pixels;
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            pixels = UploadedImage.Read(body.ToArray(), card);
        }
        catch (InvalidDataException e)
        {
            return Problem(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            // A body that is too long: 413.
            return Problem(e.StatusCode, e.Message);
        }
        if (queue.TryEncode(pixels) is not { } encoding)
        {
            request.HttpContext.Response.Headers.RetryAfter = "1";
            return Problem(StatusCodes.Status503ServiceUnavailable, "Too many images are waiting. Try again.");
        }
        return answer(await encoding);
    }

    static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
