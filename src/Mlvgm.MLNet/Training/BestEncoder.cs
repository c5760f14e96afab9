using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Training.Monitors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Training;

/// <summary>
/// Looks at the encoder at regular steps, keeps a copy of the best, and says when no improvement is to be expected. Without a monitor and
/// without early stopping it does nothing.
/// </summary>
sealed class BestEncoder : IStatePart, IDisposable
{
    const string Prefix = "best.";

    readonly Module<Tensor, Tensor> _encoder;
    readonly IEncoderMonitor? _monitor;
    readonly EarlyStopping? _stopping;
    readonly int _every, _steps;
    readonly Dictionary<string, Tensor> _weights = new(StringComparer.Ordinal);
    double _best = double.NegativeInfinity, _reference = double.NegativeInfinity;
    int _waited;

    public BestEncoder(Module<Tensor, Tensor> encoder, TrainingOptions options)
    {
        (_encoder, _monitor, _stopping) = (encoder, options.Monitor, options.EarlyStopping.Patience is null ? null : options.EarlyStopping);
        (_every, _steps) = (options.ResolvedMonitorEvery, options.Steps);
    }

    /// <summary>Steps behind the best encoder; null when there is none.</summary>
    public int? Step { get; private set; }

    /// <summary>The accuracy at the last look; null without a monitor.</summary>
    public double? Accuracy { get; private set; }

    /// <summary>What the monitor said at the last look; null without one.</summary>
    public MonitorReading? Reading => Accuracy is { } accuracy ? new MonitorReading(_monitor!.Name, accuracy) : null;

    /// <summary>Whether as many looks as early stopping has patience for brought no improvement.</summary>
    public bool Stop => _stopping is { } stopping && _waited >= stopping.Patience;

    /// <summary>Whether to look after <paramref name="step"/> finished steps.</summary>
    public bool IsDue(int step) => (_monitor is not null || _stopping is not null) && (step % _every == 0 || step == _steps);

    /// <summary>Measures the encoder, which is in training mode before and after.</summary>
    /// <param name="step">Steps finished.</param>
    /// <param name="loss">The mean loss since the last look.</param>
    /// <param name="device">Where the encoder is.</param>
    public void Look(int step, double loss, Device device)
    {
        _encoder.eval();
        Accuracy = _monitor?.Measure(_encoder, device);
        _encoder.train();
        bool byLoss = Accuracy is null || _stopping is { Metric: EarlyStoppingMetric.Loss };
        double value = byLoss ? -loss : Accuracy!.Value;
        if (value > _best) Keep(step, value);
        bool improved = _stopping is null || !(value - _reference < _stopping.MinDelta) && value > _reference;
        if (improved) (_reference, _waited) = (value, 0);
        else _waited++;
    }

    /// <summary>Gives the encoder the weights it had at <see cref="Step"/>; does nothing when there are none.</summary>
    public void Return()
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        if (_weights.Count == 0) return;
        foreach (var (name, value) in _encoder.state_dict()) value.copy_(_weights[name]);
    }

    public void Save(StateFile state)
    {
        foreach (var (name, value) in _weights) state.Add(Prefix + name, value);
        state.Values["waited"] = _waited;
        if (Accuracy is { } accuracy) state.Values["accuracy"] = accuracy;
        if (Step is not { } step) return;
        (state.Values["bestStep"], state.Values["best"], state.Values["reference"]) = (step, _best, _reference);
    }

    public void Restore(StateFile state)
    {
        _waited = state.Value<int>("waited");
        if (state.Values.ContainsKey("accuracy")) Accuracy = state.Value<double>("accuracy");
        if (!state.Values.ContainsKey("bestStep")) return;
        (Step, _best) = (state.Value<int>("bestStep"), state.Value<double>("best"));
        _reference = state.Value<double>("reference");
        Clear();
        foreach (var (name, value) in state.Tensors.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal)))
            _weights.Add(name[Prefix.Length..], value.clone().DetachFromDisposeScope());
    }

    public void Dispose() => Clear();

    void Keep(int step, double value)
    {
        using var scope = NewDisposeScope();
        Clear();
        foreach (var (name, weight) in _encoder.state_dict()) _weights.Add(name, weight.detach().clone().cpu().DetachFromDisposeScope());
        (Step, _best) = (step, value);
    }

    void Clear()
    {
        foreach (var weight in _weights.Values) weight.Dispose();
        _weights.Clear();
    }
}
