using System.Globalization;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;

/// <summary>Everything that changes in a refinement: both networks, the average of one, both optimisers.</summary>
sealed class RefinementState : IDisposable
{
    const string Decoder = "decoder.";
    const string Average = "average.";
    const string Critic = "discriminator.";
    const string GeneratorOptimizer = "generator_optimizer";
    const string DiscriminatorOptimizer = "discriminator_optimizer";
    const string StepKey = "step";
    const string RunKey = "run";
    const double FirstMoment = 0;
    const double SecondMoment = 0.99;

    readonly Adam _generatorOptimizer;
    readonly Adam _discriminatorOptimizer;
    readonly Tensor[] _average;

    public RefinementState(NvaeDecoder generator, Discriminator discriminator, NvaeRefiner.Options options)
    {
        (Generator, Discriminator) = (generator, discriminator);
        _generatorOptimizer = optim.Adam(generator.parameters(), options.LearningRate, FirstMoment, SecondMoment);
        _discriminatorOptimizer = optim.Adam(discriminator.parameters(), options.DiscriminatorLearningRate, FirstMoment, SecondMoment);
        using var gradients = no_grad();
        _average = [.. generator.parameters().Select(parameter => parameter.clone().DetachFromDisposeScope())];
    }

    public NvaeDecoder Generator { get; }

    public Discriminator Discriminator { get; }

    /// <summary>Lets the discriminator take a step down a loss.</summary>
    public void StepDiscriminator(Tensor loss) => Step(_discriminatorOptimizer, loss);

    /// <summary>Lets the generator take a step down a loss, and its average follow.</summary>
    public void StepGenerator(Tensor loss, double momentum)
    {
        Step(_generatorOptimizer, loss);
        using var gradients = no_grad();
        foreach (var (average, parameter) in _average.Zip(Generator.parameters())) average.lerp_(parameter, 1 - momentum);
    }

    /// <summary>Gives the generator its average.</summary>
    public void TakeAverage()
    {
        using var gradients = no_grad();
        foreach (var (average, parameter) in _average.Zip(Generator.parameters())) parameter.copy_(average);
    }

    /// <summary>Writes the state after <paramref name="step"/> steps.</summary>
    public void Save(string path, string run, long step)
    {
        using var scope = NewDisposeScope();
        var averages = Generator.named_parameters().Zip(_average, (named, average) => KeyValuePair.Create(Average + named.name, average));
        Safetensors.Write(
            path,
            [
                .. Prefixed(Decoder, Generator), .. averages, .. Prefixed(Critic, Discriminator),
                KeyValuePair.Create(GeneratorOptimizer, OptimizerBytes.Pack(_generatorOptimizer)),
                KeyValuePair.Create(DiscriminatorOptimizer, OptimizerBytes.Pack(_discriminatorOptimizer)),
            ],
            new Dictionary<string, string> { [StepKey] = step.ToString(CultureInfo.InvariantCulture), [RunKey] = run });
    }

    /// <summary>Restores what <see cref="Save"/> wrote and returns the steps done.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of another run.</exception>
    public long Load(string path, string run)
    {
        using var contents = Safetensors.Read(path);
        if (contents.Metadata.GetValueOrDefault(RunKey) != run)
            throw new InvalidDataException($"The checkpoint '{path}' is of other options, images or another generator. Resume with the same, or start in another folder.");
        if (!long.TryParse(contents.Metadata.GetValueOrDefault(StepKey), CultureInfo.InvariantCulture, out long step))
            throw new InvalidDataException($"'{path}' is not a checkpoint: it lacks '{StepKey}'.");
        ModuleState.Load(Generator, Part(Decoder), path);
        ModuleState.Load(Discriminator, Part(Critic), path);
        var averages = Part(Average);
        using (no_grad())
        {
            foreach (var ((name, _), average) in Generator.named_parameters().Zip(_average)) average.copy_(Find(averages, name));
        }
        OptimizerBytes.Unpack(_generatorOptimizer, Find(contents.Tensors, GeneratorOptimizer));
        OptimizerBytes.Unpack(_discriminatorOptimizer, Find(contents.Tensors, DiscriminatorOptimizer));
        return step;

        Tensor Find(IReadOnlyDictionary<string, Tensor> tensors, string name) => tensors.GetValueOrDefault(name)
            ?? throw new InvalidDataException($"'{path}' is not a whole checkpoint: it lacks '{name}'.");

        Dictionary<string, Tensor> Part(string prefix) => contents.Tensors
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);
    }

    public void Dispose()
    {
        foreach (var average in _average) average.Dispose();
        _generatorOptimizer.Dispose();
        _discriminatorOptimizer.Dispose();
    }

    static void Step(Adam optimizer, Tensor loss)
    {
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
    }

    static IEnumerable<KeyValuePair<string, Tensor>> Prefixed(string prefix, nn.Module module) =>
        module.state_dict().Select(pair => KeyValuePair.Create(prefix + pair.Key, pair.Value));
}
