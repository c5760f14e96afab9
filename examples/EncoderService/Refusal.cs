using System.Globalization;

namespace EncoderService;

/// <summary>Answers that are no features: problem details (RFC 9457) with a word that says what is wrong.</summary>
static class Refusal
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>The answer; with 503 and 429 it says when to try again.</summary>
    public static IResult Of(HttpContext context, int status, string detail, TimeSpan? retryAfter = null)
    {
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = Math.Ceiling((retryAfter ?? Soon).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Results.Problem(detail, statusCode: status);
    }
}
