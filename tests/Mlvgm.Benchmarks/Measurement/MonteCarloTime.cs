using System.Diagnostics;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Walkers;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.Measurement;

/// <summary>
/// 100,000 Monte Carlo samples of one level. Aims: 2 seconds for the NVAE and for walkers of BigBiGAN's size, 8 for StyleGAN2's, whose
/// distances are in W: 8 layers of 512 units, twice for each sample.
/// </summary>
static class MonteCarloTime
{
    const int Samples = 100_000;
    const int Rounds = 5;

    public static void Run(TextWriter output)
    {
        using var nvae = GeneratorRegistry.Open(MeasurementRuns.GeneratorName, CPU);
        using var bigBiGan = new Shaped("BigBiGAN's shape", [.. Enumerable.Range(0, 6).Select(i => new LatentSpecification($"z{i}", [20], new TruncatedNormal(truncation: 2)))]);
        using var styleGan2 = new Shaped("StyleGAN2's shape", [.. Enumerable.Range(0, 16).Select(i =>
            new LatentSpecification($"w{i}", [512], new TruncatedNormal(truncation: 0.9), draw: "z"))], mappingLayers: 8);
        output.WriteLine($"{Samples} samples, median of {Rounds} rounds, {Environment.ProcessorCount} cores.\n");
        output.WriteLine("| generator | level | d | space | seconds | fastest |");
        output.WriteLine("|---|---|---:|---|---:|---:|");
        foreach (var (generator, level) in new (TorchGenerator, string)[]
        {
            (nvae, "z0"), (nvae, "z1"), (nvae, "z2"), (bigBiGan, "z0"), (bigBiGan, "z1..z5"), (styleGan2, "w0..w3"),
        })
        {
            var span = generator.Layout.SpanOf(level);
            using var module = new WalkerModule(span.Size, seed: 1);
            var walker = module.ToWalker();
            double[] seconds = [.. Enumerable.Range(0, Rounds + 1).Select(_ =>
            {
                long start = Stopwatch.GetTimestamp();
                MonteCarlo.Estimate(generator, span, walker, Samples, seed: 1);
                return Stopwatch.GetElapsedTime(start).TotalSeconds;
            }).Skip(1).Order()];
            output.WriteLine(FormattableString.Invariant(
                $"| {generator.Name} | {level} | {span.Size} | {generator.DistanceSpace} | {seconds[Rounds / 2]:f2} | {seconds[0]:f2} |"));
        }
    }

    /// <summary>Latents and mapping of a size, without images.</summary>
    sealed class Shaped(string name, IReadOnlyList<LatentSpecification> latents, int mappingLayers = 0) : TorchGenerator
    {
        readonly nn.Module<Tensor, Tensor>[] _mapping = [.. Enumerable.Range(0, mappingLayers)
            .SelectMany(_ => new nn.Module<Tensor, Tensor>[] { nn.Linear(latents[0].Size, latents[0].Size), nn.LeakyReLU(0.2) })];

        public override string Name => name;

        public override LatentLayout Layout { get; } = new(latents);

        public override ImageShape ImageShape => new(3, 128, 128);

        public override Device Device => CPU;

        public override string DistanceSpace => mappingLayers > 0 ? "W" : "Z";

        public override Tensor ToDistanceSpace(LatentSpan span, Tensor vectors)
        {
            if (mappingLayers == 0) return vectors;
            var w = _mapping.Aggregate(vectors, (x, layer) => layer.forward(x));
            return cat([.. span.Indices.Select(_ => w)], 1);
        }

        public override void MoveTo(Device device)
        {
        }

        public override Tensor Decode(IReadOnlyList<Tensor> latents) => throw new NotSupportedException("It makes no images.");

        public override void Dispose()
        {
            foreach (var layer in _mapping) layer.Dispose();
        }
    }
}
