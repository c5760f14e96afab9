namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>
/// The data sets of the paper's evaluations and a few general layouts, by name: the seven of its transfer protocol, Stanford Cars, FGVC Aircraft,
/// ImageNet, CIFAR-10, IDX files and class folders. A new one is a class and a line here.
/// </summary>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public static class DatasetDefinitions
{
    /// <summary>Every definition.</summary>
    public static IReadOnlyList<IDatasetDefinition> All { get; } =
    [
        ClassFolders.Birds,
        new Caltech101(),
        CifarBinary.Cifar100,
        new DescribableTextures(),
        new Flowers102(),
        new Food101(),
        new OxfordPets(),
        new StanfordCars(),
        FgvcAircraft.Family,
        FgvcAircraft.Variant,
        ClassFolders.ImageNet,
        CifarBinary.Cifar10,
        new ImagePath("idx", "Images and labels in IDX files, such as MNIST's", "train-images-idx3-ubyte[.gz], train-labels-idx1-ubyte[.gz], and t10k-*"),
        new ImagePath("folder", "Class folders, or a .zip of them", "train/CLASS/*.jpg and test/CLASS/*.jpg"),
    ];

    /// <summary>The names of the seven sets of the paper's transfer protocol (Table 5), in its order.</summary>
    public static IReadOnlyList<string> Transfer { get; } = ["birds", "caltech101", "cifar100", "dtd", "flowers102", "food101", "pets"];

    /// <summary>A data set whose images are read in another way; its sets say what was left out (<see cref="Data.IImageSet.Findings"/>).</summary>
    public static IDatasetDefinition Read(IDatasetDefinition dataset, Data.ImageReadingOptions reading)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(reading);
        return dataset is ImagePath path ? path with { Reading = reading } : new ReadDataset(dataset, reading);
    }

    /// <summary>The definition called <paramref name="name"/>, in any case.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static IDatasetDefinition Find(string name) =>
        All.FirstOrDefault(definition => definition.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new ArgumentException(
            $"There is no data set '{name}'. Available: {string.Join(", ", All.Select(definition => definition.Name))}.", nameof(name));
}
