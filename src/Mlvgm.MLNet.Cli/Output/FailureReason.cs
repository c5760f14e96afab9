namespace Mlvgm.MLNet.Cli.Output;

/// <summary>Turns an exception into the text that a user reads.</summary>
static class FailureReason
{
    // ENOSPC (no inodes either) and EDQUOT on Linux and macOS; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on Windows.
    static readonly int[] FullCodes = OperatingSystem.IsWindows() ? [39, 112] : [28, 69, 122];

    // EROFS; ERROR_WRITE_PROTECT.
    static readonly int[] ReadOnlyCodes = OperatingSystem.IsWindows() ? [19] : [30];

    const string ReadingAhead = "Splitter/consolidator worker encountered exception";

    /// <summary>One line for the failures that users cause or can mend; the whole exception for a defect of this program.</summary>
    public static string Of(Exception exception) => exception switch
    {
        OperationCanceledException => "interrupted.",
        AggregateException { InnerExceptions: [var inner, ..] } => Of(inner),
        // ML.NET's threads that read ahead wrap whatever ends them.
        InvalidOperationException { Message: var message, InnerException: { } inner } when message.StartsWith(ReadingAhead, StringComparison.Ordinal) => Of(inner),
        TypeInitializationException { InnerException: { } inner } => Of(inner),
        NullReferenceException or IndexOutOfRangeException or InvalidCastException => exception.ToString(),
        UnauthorizedAccessException => Advised(exception, "This user has no right to it, or it is no file; name another."),
        IOException when FullCodes.Contains(exception.HResult & 0xFFFF) => Advised(exception, "Make room there, or name another folder."),
        IOException when ReadOnlyCodes.Contains(exception.HResult & 0xFFFF) => Advised(exception, "Name another folder."),
        _ => OneLine(exception),
    };

    /// <summary>The system's words end without a full stop.</summary>
    static string Advised(Exception exception, string advice) => $"{OneLine(exception).TrimEnd('.')}. {advice}";

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
