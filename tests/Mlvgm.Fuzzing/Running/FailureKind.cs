using System.Diagnostics;

namespace Mlvgm.Fuzzing.Running;

/// <summary>Tells failures of one cause from others.</summary>
static class FailureKind
{
    /// <summary>The exception's type, and the method of this repository that let it through.</summary>
    public static string Of(Exception failure)
    {
        var frames = new StackTrace(failure).GetFrames().Select(frame => frame.GetMethod()).OfType<System.Reflection.MethodBase>();
        var method = frames.FirstOrDefault(method => method.DeclaringType?.Namespace?.StartsWith("Mlvgm.MLNet", StringComparison.Ordinal) == true);
        return $"{failure.GetType()} {method?.DeclaringType}.{method?.Name}";
    }
}
