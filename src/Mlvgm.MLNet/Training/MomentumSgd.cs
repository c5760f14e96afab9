using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Training.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training;

/// <summary>
/// Stochastic gradient descent with momentum and weight decay over a network and its heads. The learning rate follows the schedule, but for
/// parameters that the objective keeps at the peak (docs/method/frameworks.md#simsiam: SimSiam's predictor) or gives a rate of their own.
/// </summary>
sealed class MomentumSgd : IStatePart, IDisposable
{
    readonly SGD _optimizer;
    readonly RateGroup[] _groups;
    readonly string[] _names;
    readonly LearningRateSchedule _schedule;

    public MomentumSgd(nn.Module network, ITrainingObjective objective, TrainingOptions options)
    {
        _schedule = options.Schedule;
        var trained = objective.Groups(network).Select(group => group with { Parameters = [.. group.Parameters.Where(parameter => parameter.requires_grad)] });
        _groups = [.. trained.Where(group => group.Parameters.Any())];
        if (_groups.Length == 0) throw new ArgumentException("No weight is left to train: all of them are frozen.", nameof(network));
        _optimizer = optim.SGD(
            [.. _groups.Select(group => new SGD.ParamGroup(group.Parameters, group.Share * _schedule.Peak, options.Momentum, weight_decay: options.WeightDecay))],
            _schedule.Peak, options.Momentum, weight_decay: options.WeightDecay);
        _names = Names(network, objective.Heads, [.. _groups.SelectMany(group => group.Parameters)]);
    }

    /// <summary>Clears every gradient.</summary>
    public void ZeroGradients() => _optimizer.zero_grad();

    /// <summary>Takes step <paramref name="step"/>, 0-based, at the schedule's rate.</summary>
    public void Step(int step)
    {
        foreach (var (chosen, group) in _groups.Zip(_optimizer.ParamGroups))
            if (!chosen.IsConstant) group.LearningRate = chosen.Share * _schedule.At(step);
        _optimizer.step();
    }

    /// <summary>Adds the momentum of each parameter that has one, under <c>momentum.*</c>.</summary>
    public void Save(StateFile state)
    {
        foreach (var (name, one) in _names.Zip(States()))
            if (one.momentum_buffer is { } momentum) state.Add(name, momentum);
    }

    public void Restore(StateFile state)
    {
        var parameters = _optimizer.parameters();
        foreach (var ((name, parameter), one) in _names.Zip(parameters).Zip(States()))
        {
            if (!state.Tensors.TryGetValue(name, out var momentum)) continue;
            if (!momentum.shape.AsSpan().SequenceEqual(parameter.shape))
                throw new InvalidDataException($"The state's '{name}' has shape [{string.Join(", ", momentum.shape)}], not its parameter's.");
            one.momentum_buffer?.Dispose();
            one.momentum_buffer = momentum.to(parameter.device, copy: true).DetachFromDisposeScope();
        }
    }

    public void Dispose() => _optimizer.Dispose();

    IEnumerable<SGD.State> States() => _optimizer.state_dict().State.Cast<SGD.State>();

    static string[] Names(nn.Module network, nn.Module heads, Parameter[] parameters)
    {
        var names = Named("encoder", network).Concat(Named("heads", heads)).ToDictionary(named => named.Handle, named => named.Name);
        return [.. parameters.Select(parameter => $"momentum.{names[parameter.Handle]}")];
    }

    static IEnumerable<(IntPtr Handle, string Name)> Named(string prefix, nn.Module module) =>
        module.named_parameters().Select(named => (named.parameter.Handle, $"{prefix}.{named.name}"));
}
