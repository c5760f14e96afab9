using System.Text.Json;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Reports.Machines;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using TorchSharp;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>Seconds and energy of an epoch by ways of feeding one encoder (paper, Fig. 5); epochs that are finished are not measured again.</summary>
/// <example>See <c>examples/ApiTour/FedEpochs.cs</c>.</example>
public sealed partial class FeedingExperiment
{
    readonly Options _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="SettingsException">An option is wrong.</exception>
    public FeedingExperiment(Options? options = null)
    {
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
    }

    /// <summary>Measures every way with every batch size.</summary>
    /// <param name="generator">A shipped generator's name, or the path of one.</param>
    /// <param name="images">Real images; their training split is used.</param>
    /// <param name="folder">
    /// Receives results.json, results.csv and index.html, or results.partial.json and so on until all is finished, and keeps what is finished.
    /// </param>
    /// <param name="report">Told what is finished: before the first epoch, and after each.</param>
    /// <param name="cancellation">Stops between epochs and between steps; the report then has what is finished.</param>
    /// <exception cref="ArgumentException">There is no such generator, or an epoch has fewer images than a batch.</exception>
    /// <exception cref="FileNotFoundException">There are no such images.</exception>
    /// <exception cref="InvalidOperationException">The folder has results of something else, which these would replace, or epochs of other settings or of another machine.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public FeedingReport Run(
        string generator, ImageSource images, string folder, Action<FeedingReport>? report = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ResultKind.Feeding.RequireIn(folder);
        var device = DeviceChoice.Parse(_options.Device);
        using var opened = NamedGenerator.LoadTorch(generator, device, _options.TrustCode);
        var read = images.Read(DatasetSplit.Train, opened.ImageShape);
        int count = Math.Min(read.Count, _options.Images);
        if (_options.Batches.Max() > count)
            throw new ArgumentException($"Batches (--batches) has {_options.Batches.Max()}, more than the {count} images of an epoch.");
        IEnergyCounter Counter() => EnergyCounter(device);
        var settings = new FeedingSettings(
            opened.Name, FileHash.Sha256(NamedGenerator.PathOf(generator)), _options.Width, count, ImageIdentity.Of(read).Sha256, Counter().Source, _options.GramsPerKilowattHour,
            ThisMachine.Description);
        var result = new FeedingReport([], _options.Batches.Count * FeedingWays.All.Count, settings);
        report?.Invoke(result);
        string files = Directory.CreateTempSubdirectory("mlvgm-feeding-").FullName;
        try
        {
            var store = new FeedingStore(folder, IdentityOf(settings, opened, read));
            new EpochMeasurement(opened, read, settings, Counter).Run(_options.Batches, files, store, epoch =>
            {
                result = result with { Results = [.. result.Results, epoch] };
                result.Write(folder, images.Findings);
                report?.Invoke(result);
            }, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What is finished is written.
        }
        finally
        {
            Directory.Delete(files, recursive: true);
        }
        return result;
    }

    /// <summary>What the epochs have in common, and what the names of generator and images stand for.</summary>
    static Identity IdentityOf(FeedingSettings settings, IGenerator generator, ImageDataset images) =>
        new Identity().With("settings", JsonSerializer.SerializeToNode(settings, JsonSerializerOptions.Web))
            .With("generator", GeneratorIdentity.Of(generator)).With("images", ImageIdentity.Of(images));

    IEnergyCounter EnergyCounter(DeviceChoice device) => device.Device.type == DeviceType.CUDA && NvmlCounter.TryOpen(device.Device.index) is { } gpu
        ? gpu
        : RaplCounter.TryOpen() ?? (IEnergyCounter)new DeclaredPower(_options.Watts);
}
