using System.Runtime.ExceptionServices;

namespace Mlvgm.Fuzzing.Readers;

/// <summary>Lets several readers read the same bytes, of which most refuse them.</summary>
static class Several
{
    /// <summary>Calls all; what is no refusal goes through.</summary>
    /// <exception cref="InvalidDataException">All refused; the first of their reasons.</exception>
    public static void Read(params ReadOnlySpan<Action> readers)
    {
        ExceptionDispatchInfo? refusal = null;
        int refused = 0;
        foreach (var read in readers)
        {
            try
            {
                read();
            }
            catch (InvalidDataException e)
            {
                refused++;
                refusal ??= ExceptionDispatchInfo.Capture(e);
            }
        }
        if (refused == readers.Length) refusal?.Throw();
    }
}
