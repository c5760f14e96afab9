namespace Mlvgm.Fuzzing;

/// <summary>A reader of bytes that strangers write.</summary>
/// <param name="Name">Its name, in the table and on the command line.</param>
/// <param name="Read">Reads the bytes; throws when it refuses them.</param>
/// <param name="Seeds">Small inputs that it reads, from which a fuzzer makes others.</param>
sealed record FuzzedReader(string Name, Action<byte[]> Read, Func<IEnumerable<byte[]>> Seeds)
{
    /// <summary>The exceptions by which it may refuse, as its documentation says; those that derive from them are others.</summary>
    public IReadOnlyList<Type> Refusals { get; init; } = [typeof(InvalidDataException)];

    /// <summary>The most that it may allocate for a case, in bytes, beside <see cref="MemoryPerByte"/>.</summary>
    public long Memory { get; init; } = 64 << 20;

    /// <summary>The most that it may allocate for each byte that it is given.</summary>
    public long MemoryPerByte { get; init; } = 64;

    /// <summary>The most processor time that a case may take.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether an exception is an ordinary refusal. One that says that an argument or a call is wrong is, where this repository throws it: the framework's tell
    /// that something was not looked at before.
    /// </summary>
    public bool Refuses(Exception exception) => Refusals.Contains(exception.GetType())
        && (exception is not (ArgumentException or InvalidOperationException)
            || exception.TargetSite?.DeclaringType?.Namespace?.StartsWith("Mlvgm.MLNet", StringComparison.Ordinal) == true);
}
