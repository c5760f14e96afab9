using Mlvgm.MLNet.Onnx;

namespace EncoderService;

/// <summary>
/// Answers a request with an image. Everything is admitted before it costs anything: the body takes memory from a budget as it arrives, the header is read
/// before the
/// image, the image has a place in the queue before it is decoded, and decoding has a budget of its own.
/// </summary>
sealed class ImageRequests(OnnxEncoder encoder, EncodingQueue queue, UploadReader uploads, MemoryBudget decoding, long maximumPixels)
{
    /// <summary>What <paramref name="answer"/> makes of the image's features, or why there are none.</summary>
    public async Task<IResult> Answer(HttpRequest request, Func<float[], IResult> answer)
    {
        try
        {
            return answer(await await Enqueue(request));
        }
        catch (BadHttpRequestException e)
        {
            return Refusal.Of(request.HttpContext, e.StatusCode, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: there is nobody to answer.
            return Results.Empty;
        }
    }

    /// <summary>Reads, admits and decodes the image, and puts it into the queue; what it took of memory is free again when this returns.</summary>
    async Task<Task<float[]>> Enqueue(HttpRequest request)
    {
        var gone = request.HttpContext.RequestAborted;
        using var upload = await uploads.ReadAsync(request);
        try
        {
            using var image = UploadedImage.Open(upload.ToBytes());
            if ((long)image.Width * image.Height > maximumPixels)
            {
                throw new BadHttpRequestException(
                    $"The image has {image.Width}x{image.Height} pixels; at most {maximumPixels} are taken.", StatusCodes.Status413PayloadTooLarge);
            }
            var place = queue.TryEnter()
                ?? throw new BadHttpRequestException("Too many images are waiting. Try again.", StatusCodes.Status503ServiceUnavailable);
            try
            {
                using var memory = await decoding.TakeAsync(image.DecodingBytes, gone);
                return place.EncodeAsync(image.Decode(encoder), gone);
            }
            catch
            {
                place.Dispose();
                throw;
            }
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException(e.Message, StatusCodes.Status400BadRequest, e);
        }
    }
}
