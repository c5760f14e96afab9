using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Torch.State;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training;

/// <summary>
/// Stochastic gradient descent with momentum and weight decay over an encoder and its heads. The learning rate follows the schedule, but for
/// parameters that the framework keeps at the peak (docs/method/frameworks.md#simsiam: SimSiam's predictor).
/// </summary>
sealed class MomentumSgd : IStatePart, IDisposable
{
    readonly SGD _optimizer;
    readonly string[] _names;
    readonly LearningRateSchedule _schedule;

    public MomentumSgd(nn.Module encoder, ISelfSupervisedFramework framework, TrainingOptions options)
    {
        _schedule = options.Schedule;
        Parameter[] scheduled = [.. Trained(encoder.parameters().Concat(framework.ScheduledParameters))];
        Parameter[] constant = [.. Trained(framework.ConstantRateParameters)];
        SGD.ParamGroup Group(Parameter[] parameters) => new(parameters, _schedule.Peak, options.Momentum, weight_decay: options.WeightDecay);
        SGD.ParamGroup[] groups = constant.Length == 0 ? [Group(scheduled)] : [Group(scheduled), Group(constant)];
        _optimizer = optim.SGD(groups, _schedule.Peak, options.Momentum, weight_decay: options.WeightDecay);
        _names = Names(encoder, framework.Heads, [.. scheduled, .. constant]);
    }

    /// <summary>Clears every gradient.</summary>
    public void ZeroGradients() => _optimizer.zero_grad();

    /// <summary>Takes step <paramref name="step"/>, 0-based, at the schedule's rate.</summary>
    public void Step(int step)
    {
        // The first group follows the schedule; the second, if any, keeps the peak rate.
        _optimizer.ParamGroups.First().LearningRate = _schedule.At(step);
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

    static IEnumerable<Parameter> Trained(IEnumerable<Parameter> parameters) => parameters.Where(parameter => parameter.requires_grad);

    static string[] Names(nn.Module encoder, nn.Module heads, Parameter[] parameters)
    {
        var names = Named("encoder", encoder).Concat(Named("heads", heads)).ToDictionary(named => named.Handle, named => named.Name);
        return [.. parameters.Select(parameter => $"momentum.{names[parameter.Handle]}")];
    }

    static IEnumerable<(IntPtr Handle, string Name)> Named(string prefix, nn.Module module) =>
        module.named_parameters().Select(named => (named.parameter.Handle, $"{prefix}.{named.name}"));
}
