namespace EncoderService;

/// <summary>What the service writes to its log.</summary>
static partial class ServiceLog
{
    /// <summary>Says what stands among the references and is not read.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "References: {Line}")]
    public static partial void PassedOver(this ILogger logger, string line);
}
