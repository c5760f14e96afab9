using Mlvgm.MLNet.Torch.State;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;

/// <summary>Everything that changes in a refinement: both networks, the average of one, both optimisers.</summary>
sealed class RefinementState : IDisposable
{
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

    /// <summary>What a state keeps.</summary>
    public IReadOnlyList<IStatePart> Parts =>
    [
        new ModulePart("decoder", Generator), new ModulePart("discriminator", Discriminator),
        new TensorsPart("average", Generator.named_parameters().Zip(_average, (named, average) => KeyValuePair.Create(named.name, average))),
        new OptimizerPart("generator_optimizer", _generatorOptimizer), new OptimizerPart("discriminator_optimizer", _discriminatorOptimizer),
    ];

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
}
