using Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>Encoder, decoder and likelihood of an NVAE.</summary>
sealed class NvaeNetwork : IDisposable
{
    public NvaeNetwork(NvaeConfiguration configuration)
    {
        configuration.Validate();
        Configuration = configuration;
        Encoder = new NvaeEncoder(configuration);
        Decoder = new NvaeDecoder(configuration);
        Likelihood = ImageLikelihood.Create(configuration);
    }

    /// <summary>The architecture.</summary>
    public NvaeConfiguration Configuration { get; }

    /// <summary>From images to posteriors.</summary>
    public NvaeEncoder Encoder { get; }

    /// <summary>From latents to logits.</summary>
    public NvaeDecoder Decoder { get; }

    /// <summary>From logits to pixels.</summary>
    public IImageLikelihood Likelihood { get; }

    /// <summary>Trainable parameters, in a fixed order.</summary>
    public IEnumerable<(string Name, TorchSharp.Modules.Parameter Value)> Parameters =>
        Encoder.named_parameters().Concat(Decoder.named_parameters());

    /// <summary>Parameters and buffers under the reference's keys, in a fixed order.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> State => Encoder.state_dict().Concat(Decoder.state_dict());

    /// <summary>Encodes and decodes images [n, c, h, w] in [0, 1].</summary>
    /// <param name="images">The images.</param>
    /// <param name="noise">Standard normal draws, per latent [n, c, h, w]; null takes every posterior's mean.</param>
    /// <returns>The logits, and per latent the divergence of posterior from prior in nats, [n].</returns>
    public (Tensor Logits, IReadOnlyList<Tensor> Divergences) Reconstruct(Tensor images, IReadOnlyList<Tensor>? noise)
    {
        var features = Encoder.Features(images);
        var divergences = new Tensor[features.Count];
        var logits = Decoder.Run(images.shape[0], (level, decoderFeatures, prior) =>
        {
            var relative = Encoder.Posterior(level, features[level], decoderFeatures);
            var posterior = NvaeNormal.From(prior is null ? relative : prior + relative);
            divergences[level] = posterior.DivergenceFrom(prior is null ? null : NvaeNormal.From(prior));
            return noise is null ? posterior.Mean : posterior.Sample(noise[level]);
        });
        return (logits, divergences);
    }

    /// <summary>Sets every parameter and buffer.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> state, string origin)
    {
        ModuleState.Load(Encoder, state, origin);
        ModuleState.Load(Decoder, state, origin);
    }

    /// <summary>Switches batch normalisation between batch and stored statistics.</summary>
    public void Train(bool training)
    {
        Encoder.train(training);
        Decoder.train(training);
    }

    /// <summary>Moves the weights.</summary>
    public void MoveTo(Device device)
    {
        Encoder.to(device);
        Decoder.to(device);
    }

    public void Dispose()
    {
        Encoder.Dispose();
        Decoder.Dispose();
    }
}
