using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace EncoderService;

/// <summary>Reads the image of a request: the body itself, or the one file of a multipart form. Nothing is written to disk.</summary>
sealed class UploadReader(MemoryBudget budget, int seconds)
{
    const int LongestBoundary = 70, MostSections = 32;

    /// <summary>Reads the image's bytes; the caller disposes them.</summary>
    /// <exception cref="BadHttpRequestException">The body is too long (413) or too slow (408), is no form or has not one file (400), or finds no memory
    /// (503).</exception>
    public async Task<Upload> ReadAsync(HttpRequest request)
    {
        var gone = request.HttpContext.RequestAborted;
        var upload = new Upload(budget);
        try
        {
            if (request.HasFormContentType && MediaTypeHeaderValue.Parse(request.ContentType) is { } type
                && type.MediaType.EndsWith("/form-data", StringComparison.OrdinalIgnoreCase))
                await ReadFile(Boundary(type), request.Body, upload, gone);
            else await upload.ReadAsync(request.Body, gone);
            return upload;
        }
        catch (Exception e)
        {
            upload.Dispose();
            if (e is BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout })
                throw new BadHttpRequestException($"The body did not arrive within {seconds} seconds.", StatusCodes.Status408RequestTimeout, e);
            // What the reader of forms says of a form that ends too early or has endless headers.
            if (e is (IOException or InvalidDataException) and not BadHttpRequestException)
                throw new BadHttpRequestException($"The body is no multipart form: {e.Message}", StatusCodes.Status400BadRequest, e);
            throw;
        }
    }

    static string Boundary(MediaTypeHeaderValue type)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        return boundary.Length is > 0 and <= LongestBoundary
            ? boundary.ToString()
            : throw Wrong($"The form's boundary has {boundary.Length} characters; it has 1 to {LongestBoundary}.");
    }

    static async Task ReadFile(string boundary, Stream body, Upload upload, CancellationToken cancellation)
    {
        var reader = new MultipartReader(boundary, body);
        int files = 0, sections = 0;
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (++sections > MostSections) throw Wrong($"The form has more than {MostSections} parts; send one, a file.");
            if (section.GetContentDispositionHeader()?.IsFileDisposition() != true) continue;
            if (++files > 1) throw Wrong("The form has more than one file; send one image in a request.");
            await upload.ReadAsync(section.Body, cancellation);
        }
        if (files == 0) throw Wrong("The form has no file; send the image as one, such as with curl -F image=@shirt.png.");
    }

    static BadHttpRequestException Wrong(string message) => new(message, StatusCodes.Status400BadRequest);
}
