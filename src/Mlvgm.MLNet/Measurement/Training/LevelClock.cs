using System.Diagnostics;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>Adds up the time of each part of a level's measurement.</summary>
sealed class LevelClock(Device device)
{
    readonly TimeSpan[] _times = new TimeSpan[Enum.GetValues<TimedPart>().Length];

    /// <summary>The sums so far.</summary>
    public LevelTimes Times
    {
        get => new(_times[0], _times[1], _times[2], _times[3], _times[4], _times[5]);
        set => new[] { value.Generator, value.Encoder, value.Adversary, value.MonteCarlo, value.Refit, value.Resample }.CopyTo(_times, 0);
    }

    /// <summary>Adds the time of <paramref name="work"/> to a part.</summary>
    public T Time<T>(TimedPart part, Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        var result = work();
        // CUDA computes behind the program's back; waiting here gives each part its own time.
        if (device.type == TorchSharp.DeviceType.CUDA) cuda.synchronize(device);
        _times[(int)part] += Stopwatch.GetElapsedTime(start);
        return result;
    }
}

/// <summary>The parts of <see cref="LevelTimes"/>, in its order.</summary>
enum TimedPart
{
    Generator,
    Encoder,
    Adversary,
    MonteCarlo,
    Refit,
    Resample,
}
