using Microsoft.OpenApi;

namespace EncoderService;

/// <summary>What <c>/openapi/v1.json</c> says of an endpoint that takes an image; the handlers read bodies themselves, so ASP.NET cannot know.</summary>
static class ApiDescription
{
    /// <summary>Describes the body and the answers. Any content type is taken: what the bytes are decides.</summary>
    public static RouteHandlerBuilder TakesImage(this RouteHandlerBuilder endpoint)
    {
        foreach (int status in (int[])
            [
                StatusCodes.Status400BadRequest, StatusCodes.Status408RequestTimeout, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable,
            ])
        {
            endpoint.ProducesProblem(status);
        }
        return endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "An image: the body itself, or the one file of a form.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["image/*"] = new() { Schema = Binary() },
                    ["application/octet-stream"] = new() { Schema = Binary() },
                    ["multipart/form-data"] = new()
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Properties = new Dictionary<string, IOpenApiSchema> { ["image"] = Binary() },
                        },
                    },
                },
            };
            return Task.CompletedTask;
        });
    }

    static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
