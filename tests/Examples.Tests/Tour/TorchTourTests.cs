using ApiTour;

namespace Examples.Tests.Tour;

/// <summary>What differentiates: augmentation, networks, losses, frameworks, generators.</summary>
public sealed class TorchTourTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Views_depend_on_the_row_and_not_on_the_batch()
    {
        var views = AugmentedViews.Run();
        // The paper's crop is 7/8 of the side.
        Assert.Equal([4, 3, 14, 14], views[0].Shape);
        Assert.Equal([4, 3, 8, 8], views[1].Shape);
        Assert.All(views, view => Assert.InRange(view.Difference, 0, 1e-5));
        Assert.Equal(7, views[1].Steps.Split(' ').Length);
    }

    [Fact]
    public void A_network_takes_the_weights_of_another()
    {
        var (stem, features, tensors, difference) = Networks.Run(_folder.File("weights.safetensors"));
        Assert.Equal((Mlvgm.MLNet.Torch.Backbones.Stem.SmallImage, 32), (stem, features));
        Assert.True(tensors > 20);
        Assert.Equal(0, difference);
    }

    [Fact]
    public void A_network_of_somebody_else_trains_and_leaves_again()
    {
        var result = ImportedNetwork.Run(_folder.Path);
        Assert.Equal(8, result.FeatureWidth);
        Assert.True(result.LossAfter < result.LossBefore, $"{result}");
        Assert.InRange(result.Difference, 0, 1e-4);
        Assert.Equal("onnx-classifier", result.Backbone);
    }

    [Fact]
    public void A_StyleGAN2_is_decoded_in_pieces_saved_and_imported()
    {
        var (shape, difference, imported) = StyleGanImages.Run(_folder.Path);
        Assert.Equal([5, 3, 8, 8], shape);
        Assert.InRange(difference, 0, 1e-5);
        Assert.True(File.Exists(imported.ModelPath) && File.Exists(imported.CardPath));
        Assert.Contains(imported.ModelPath, imported.NextStep);
    }

    [Fact]
    public void An_NVAE_is_trained_measured_and_refined()
    {
        var (losses, heldOut, refined, levels) = NvaeTraining.Run(_folder.Path);
        Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
        Assert.Equal((8, true), (heldOut!.Images, heldOut.BitsPerDimension > 0));
        // One of the discriminator alone, two of both.
        Assert.Equal(3, refined);
        Assert.Equal([2, 4], levels.Select(level => level.Height));
    }

    [Fact]
    public void Every_loss_is_lower_for_partners_that_are_equal() =>
        Assert.All(LossFunctions.Run(), loss => Assert.True(loss.Equal < loss.Unrelated, $"{loss}"));

    [Fact]
    public void The_paper_s_scale_is_turned_back_and_collapse_is_seen()
    {
        var (nats, paper, spread, collapsed) = LossFunctions.Scales();
        Assert.NotEqual(1.5, nats);
        Assert.Equal(1.5, paper, 12);
        Assert.Equal((true, true), (spread, collapsed));
    }

    [Fact]
    public void Every_framework_of_the_library_takes_a_step()
    {
        var steps = EveryFramework.Run();
        Assert.Equal(["SimSiam", "SimCLR", "BYOL", "MoCoV3", "BarlowTwins", "VICReg", "DINO", "SimSiam"], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.True(float.IsFinite(step.Loss) && step.Width > 1));
    }

    [Fact]
    public void A_state_comes_back_and_a_damaged_one_is_refused_by_name()
    {
        string path = _folder.File("state.safetensors");
        var (step, weight, refusal) = KeptState.Run(path);
        Assert.Equal((40L, 3f), (step, weight));
        Assert.Contains(path, refusal);
    }

    [Fact]
    public void Images_that_were_decoded_once_make_every_epoch()
    {
        var (first, second) = TrainingLoop.Stored(_folder.File("images.bin"));
        Assert.True(first > 0);
        Assert.Equal(first, second, 1e-3f);
    }

    [Fact]
    public void A_folder_is_trained_from_as_it_is_read_and_a_damaged_file_is_named()
    {
        var (files, passedOver) = StreamedFolder.Run(_folder.File("folder"));
        Assert.Equal(17, files);
        Assert.Equal("dark/damaged.png", Assert.Single(passedOver).Name);
        Assert.Equal([4, 1, 6, 6], StreamedFolder.Pairs(_folder.File("pairs")));
    }

    [Fact]
    public void A_classifier_learns_from_labels_and_is_one_of_ML_NET()
    {
        var (classes, accuracy, classifier) = FineTuning.Run(_folder.File("classifier"));
        Assert.Equal(["dark", "bright"], classes);
        Assert.InRange(accuracy, 0.9, 1);
        Assert.Equal((64, 16, "held-out, balanced"), (classifier.Learned, classifier.HeldOut, classifier.Training.Reading?.Monitor));
    }

    [Fact]
    public void Libtorch_is_loaded_and_numbers_arrive()
    {
        var (files, device, sum) = NativeParts.Run();
        Assert.NotEmpty(files);
        Assert.NotEmpty(device);
        Assert.Equal(10, sum);
    }

    public void Dispose() => _folder.Dispose();
}
