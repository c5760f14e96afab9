using Mlvgm.MLNet.Data.Images;

namespace Mlvgm.MLNet.Data;

/// <summary>Where in a tree the parts of a data set stand.</summary>
/// <param name="path">The tree.</param>
/// <param name="wrapper">The one folder that holds everything, with its '/'; empty where there is none.</param>
/// <param name="train">The training part's folder; null where there is none.</param>
/// <param name="test">The test part's folder; null where there is none.</param>
sealed class ImageLayout(string path, string wrapper, string? train, string? test)
{
    /// <summary>Finds the parts.</summary>
    /// <exception cref="InvalidDataException">Two folders are the same part, or folders look like parts and have other names.</exception>
    public static ImageLayout Of(string path, ImageListing listing)
    {
        string wrapper = Wrapper(listing.Images);
        string[] folders = [.. listing.Images.Select(image => image.Name[wrapper.Length..]).Select(ImageTree.ClassOf).OfType<string>().Distinct(StringComparer.Ordinal)];
        string? train = Find(path, folders, ImageParts.Training), test = Find(path, folders, ImageParts.Testing);
        // One folder called "train" among others may be a class of vehicles.
        bool hasParts = (train is not null && test is not null) || (folders.Length > 0 && folders.All(ImageParts.IsPart) && !AnyBeside(listing.Images, wrapper));
        if (hasParts) return new ImageLayout(path, wrapper, train, test);
        if (ImageParts.Lookalikes(folders) is not var (like, other)) return new ImageLayout(path, wrapper, null, null);
        throw new InvalidDataException(
            $"'{path}' has the folders '{like}' and '{other}', which look like parts of a data set and are not among the names that are known: " +
            $"{ImageParts.Expected}. Rename them, or name one of them as the data.");
    }

    bool HasParts => train is not null || test is not null;

    /// <summary>What the names of the wanted part's files begin with.</summary>
    /// <exception cref="FileNotFoundException">The part is not there.</exception>
    /// <exception cref="InvalidDataException">A test part is to be held out of data that has one.</exception>
    public string Prefix(ImageDatasetOptions options)
    {
        if (options.HoldOut is not null)
        {
            return !HasParts ? wrapper : throw new InvalidDataException(
                $"'{path}' has parts of its own ('{wrapper}{test ?? train}'); holding images out is for data without. Leave it out, or name one part as the data.");
        }
        string? part = options.Split == DatasetSplit.Train ? train : test;
        if (part is not null) return $"{wrapper}{part}/";
        if (!HasParts && options.Split == DatasetSplit.Train) return wrapper;
        var (wanted, names) = options.Split == DatasetSplit.Train ? ("training", ImageParts.Training) : ("test", ImageParts.Testing);
        throw new FileNotFoundException(
            $"'{path}' has no folder '{names[0]}' of {wanted} images. Looked for are {ImageParts.Expected}" +
            $"{(HasParts ? "" : "; a plain folder of class folders can be split by holding images out (--holdout 0.2)")}.", path);
    }

    /// <summary>What is not read of the part, and what stands beside the parts.</summary>
    public List<PassedOverFile> PassedOver(ImageListing listing, string prefix)
    {
        var passedOver = listing.PassedOver.Where(file => !IsInOtherPart(file.Name, prefix)).ToList();
        if (HasParts)
        {
            passedOver.AddRange(listing.Images.Where(image => ImageParts.PartOf(image.Name[wrapper.Length..]).Length == 0 || !IsPartOf(image.Name))
                .Select(image => new PassedOverFile(image.Name, PassedOverReason.OutsideParts, "")));
        }
        return passedOver;
    }

    /// <summary>The files of a part that are files of the training part too, by links; none of the training part itself.</summary>
    public IReadOnlyList<string> AlsoInTraining(ImageListing listing, string prefix)
    {
        string training = $"{wrapper}{train}/";
        if (train is null || prefix == training) return [];
        var known = listing.Images.Where(image => image.Name.StartsWith(training, StringComparison.Ordinal)).Select(image => image.Identity).OfType<string>().ToHashSet();
        return [.. listing.Images.Where(image => image.Name.StartsWith(prefix, StringComparison.Ordinal) && image.Identity is { } file && known.Contains(file))
            .Select(image => image.Name).Order(StringComparer.Ordinal)];
    }

    bool IsInOtherPart(string name, string prefix) => HasParts && !name.StartsWith(prefix, StringComparison.Ordinal) && IsPartOf(name);

    /// <summary>Whether a file stands in a folder that is a part by its name, wanted or not.</summary>
    bool IsPartOf(string name) =>
        name.StartsWith(wrapper, StringComparison.Ordinal) && ImageTree.ClassOf(name[wrapper.Length..]) is { } folder && ImageParts.IsPart(folder);

    /// <summary>Archives often hold everything in one folder: it is not a class when no image lies directly in it.</summary>
    static string Wrapper(List<FoundImage> images)
    {
        string? first = ImageTree.ClassOf(images[0].Name);
        if (first is null || ImageParts.IsPart(first)) return "";
        string prefix = first + "/";
        return images.All(image => image.Name.StartsWith(prefix, StringComparison.Ordinal) && image.Name.IndexOf('/', prefix.Length) >= 0) ? prefix : "";
    }

    static bool AnyBeside(List<FoundImage> images, string wrapper) => images.Any(image => ImageTree.ClassOf(image.Name[wrapper.Length..]) is null);

    static string? Find(string path, string[] folders, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            string[] found = [.. folders.Where(folder => folder.Equals(name, StringComparison.OrdinalIgnoreCase))];
            if (found.Length > 1)
                throw new InvalidDataException($"'{path}' has the folders '{found[0]}' and '{found[1]}', which are one part: put their images into one of them.");
            if (found.Length == 1) return found[0];
        }
        return null;
    }
}
