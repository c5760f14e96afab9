namespace Mlvgm.Fuzzing.Running;

/// <summary>A case took more time or memory than its reader may take.</summary>
sealed class OutOfBoundsException(string message) : Exception(message);
