using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Dino;

/// <summary>
/// DINO (Caron et al., ICCV 2021) with two views of one size: a student predicts the distribution over outputs that its teacher, a moving average of
/// itself, gives the other view. The encoder to keep is the student's.
/// </summary>
sealed class DinoFramework : ISelfSupervisedFramework
{
    readonly DinoHeads _heads;
    readonly DinoOptions _options;

    public DinoFramework(DinoOptions options, FrameworkInput input)
    {
        FeatureWidth = input.FeatureWidth;
        _heads = new DinoHeads(options, input);
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "DINO";

    /// <inheritdoc/>
    public int FeatureWidth { get; }

    /// <inheritdoc/>
    /// <remarks>The teacher, the centre and the progress are among them, so a checkpoint holds them.</remarks>
    public Module Heads => _heads;

    /// <inheritdoc/>
    public IEnumerable<Parameter> ScheduledParameters => _heads.Student.parameters();

    /// <inheritdoc/>
    public IEnumerable<Parameter> ConstantRateParameters => [];

    /// <inheritdoc/>
    /// <remarks>Both views pass in one batch, so share its statistics, as in the official code. The centre moves after each batch.</remarks>
    public FrameworkLoss Loss(Module<Tensor, Tensor> encoder, Tensor anchors, Tensor positives)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(anchors);
        long pairs = anchors.shape[0];
        double progress = _heads.Progress;
        var views = cat([anchors, positives]);
        var embeddings = _heads.Student.Embed(encoder.forward(views));
        var student = _heads.Student.Score(embeddings, frozen: progress < _options.FrozenOutputShare);
        var teacher = _heads.Target.forward(views);
        var loss = DinoLoss.Compute(
            student.narrow(0, 0, pairs), student.narrow(0, pairs, pairs), teacher.narrow(0, 0, pairs), teacher.narrow(0, pairs, pairs),
            _heads.Center, _options.StudentTemperature, TeacherTemperature(progress));
        _heads.MoveCenter(teacher, _options.CenterMomentum);
        return new FrameworkLoss(loss, embeddings.narrow(0, 0, pairs).detach());
    }

    /// <inheritdoc/>
    public void AfterStep(Module<Tensor, Tensor> encoder, int step, int steps)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        _heads.Target.Follow(encoder, _heads.Student, _options.TargetMomentumSchedule.At(_options.TargetMomentum, step, steps));
        _heads.Progress = (step + 1.0) / steps;
    }

    double TeacherTemperature(double progress) => progress >= _options.TeacherWarmupShare
        ? _options.TeacherTemperature
        : double.Lerp(_options.FirstTeacherTemperature, _options.TeacherTemperature, progress / _options.TeacherWarmupShare);
}
