using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>The brightness of colours, as ITU-R BT.601 weighs them; kornia and torchvision use its weights too.</summary>
static class Greyscale
{
    const double Red = 0.299, Green = 0.587, Blue = 0.114;

    /// <summary>[batch, 3, height, width] to [batch, 1, height, width]; images of one channel are their own brightness.</summary>
    public static Tensor Of(Tensor images) => images.shape[1] == 1
        ? images
        : images.narrow(1, 0, 1).mul(Red).add_(images.narrow(1, 1, 1), alpha: Green).add_(images.narrow(1, 2, 1), alpha: Blue);

    /// <exception cref="ArgumentException">The images have neither 1 nor 3 channels.</exception>
    public static void CheckChannels(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4 || images.shape[1] is not (1 or 3))
        {
            throw new ArgumentException(
                $"Images of shape [{string.Join(", ", images.shape)}] have no colours: expected [batch, 1 or 3, height, width].", nameof(images));
        }
    }
}
