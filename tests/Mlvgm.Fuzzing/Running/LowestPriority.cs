namespace Mlvgm.Fuzzing.Running;

/// <summary>
/// Lets everything else on the machine go first. afl-fuzz starts its program in a session of its own, to which Linux gives as much time as to any other,
/// however nice the processes in it are; so the session is made nice as well.
/// </summary>
static class LowestPriority
{
    const string Session = "/proc/self/autogroup";

    /// <summary>Takes it, where the system has such a thing and allows it.</summary>
    public static void Take()
    {
        try
        {
            if (File.Exists(Session)) File.WriteAllText(Session, "19");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is fuzzed all the same.
        }
    }
}
