namespace Mlvgm.MLNet.Cli.Output;

/// <summary>Turns an exception into the text that a user reads.</summary>
static class FailureReason
{
    /// <summary>One line for the failures that users cause or can mend; the whole exception for a defect of this program.</summary>
    public static string Of(Exception exception) => exception switch
    {
        OperationCanceledException => "interrupted.",
        AggregateException { InnerExceptions: [var inner, ..] } => Of(inner),
        TypeInitializationException { InnerException: { } inner } => Of(inner),
        NullReferenceException or IndexOutOfRangeException or InvalidCastException => exception.ToString(),
        _ => OneLine(exception),
    };

    static string OneLine(Exception exception)
    {
        string message = exception.Message;
        if (exception is ArgumentException { ParamName: { } parameter }) message = message.Replace($" (Parameter '{parameter}')", "");
        return OneLine(message);
    }

    /// <summary>A text in which nothing moves the cursor, changes colours or begins a line.</summary>
    public static string OneLine(string text)
    {
        string line = string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return string.Concat(line.Select(c => char.IsControl(c) && c != '\t' ? '\uFFFD' : c));
    }
}
