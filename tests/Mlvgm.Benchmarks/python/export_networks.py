"""Exports torchvision's networks, with random weights, to ONNX: what `onnx-import` compares with ONNX Runtime.

Usage: export_networks.py FOLDER [NAME...]     (Debian: apt-get install python3-torchvision)

Every file is called NAME-SIDE-OPSET-AXIS-NORM.onnx. AXIS is `free` or `fixed`: whether the batch has a name or is 1. NORM is `kept` where batch normalisation
is a node of its own, `folded` where the exporter has multiplied it into the convolutions, as it does unless told otherwise. resnet18-gradients.pth holds
images, a direction, and the gradients of sum(features * direction) in training mode.
"""
import os
import sys
import warnings

import torch
import torchvision.models as models
from torch.onnx import TrainingMode

OPSETS = range(7, 18)


def vision_transformer():
    return models.VisionTransformer(image_size=224, patch_size=16, num_layers=3, num_heads=12, hidden_dim=768, mlp_dim=3072)


# name: (network, side, opset and axis and norm of every file)
NETWORKS = {
    "resnet18": (models.resnet18, 64, [(o, a, n) for o in OPSETS for a in ("free", "fixed") for n in ("kept", "folded")]),
    "resnet50": (models.resnet50, 224, [(9, "fixed", "folded"), (13, "free", "kept"), (17, "free", "folded")]),
    "mobilenet-v2": (models.mobilenet_v2, 224, [(7, "fixed", "folded"), (11, "free", "kept"), (17, "free", "kept")]),
    "mobilenet-v3": (models.mobilenet_v3_large, 224, [(9, "free", "kept"), (14, "fixed", "kept"), (17, "free", "folded")]),
    "efficientnet-b0": (models.efficientnet_b0, 224, [(9, "fixed", "kept"), (13, "free", "folded"), (17, "free", "kept")]),
    "densenet121": (models.densenet121, 224, [(9, "fixed", "kept"), (13, "free", "folded"), (17, "free", "kept")]),
    "regnet-y-400mf": (models.regnet_y_400mf, 224, [(9, "fixed", "kept"), (13, "free", "folded"), (17, "free", "kept")]),
    "shufflenet-v2": (models.shufflenet_v2_x1_0, 224, [(9, "fixed", "kept"), (13, "free", "folded"), (17, "free", "kept")]),
    "squeezenet": (models.squeezenet1_1, 224, [(9, "fixed", "kept"), (13, "free", "folded")]),
    "vgg11-bn": (models.vgg11_bn, 224, [(11, "fixed", "kept"), (17, "free", "kept")]),
    "googlenet": (lambda: models.googlenet(init_weights=False, aux_logits=False), 224, [(11, "fixed", "kept"), (17, "free", "kept")]),
    "convnext-tiny": (models.convnext_tiny, 224, [(11, "fixed", "kept"), (13, "free", "kept"), (17, "free", "kept")]),
    "vit-b16-3": (vision_transformer, 224, [(12, "free", "kept"), (14, "free", "kept"), (17, "free", "kept")]),
    "swin-t": (models.swin_t, 224, [(13, "free", "kept"), (17, "free", "kept")]),
}


def with_statistics(network):
    """Weights, statistics and scales as different from each other as training leaves them: equal ones hide mistakes."""
    with torch.no_grad():
        for module in network.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.running_mean.normal_(0, 0.2)
                module.running_var.uniform_(0.7, 1.4)
                module.weight.uniform_(0.6, 1.1)
                module.bias.normal_(0, 0.1)
            elif isinstance(module, torch.nn.LayerNorm):
                module.weight.uniform_(0.6, 1.1)
                module.bias.normal_(0, 0.1)
            elif isinstance(module, torch.nn.Linear):
                # The head of a vision transformer begins at 0, behind which nothing would be seen.
                if not module.weight.any():
                    module.weight.normal_(0, 0.02)
                if module.bias is not None:
                    module.bias.normal_(0, 0.1)
    return network.eval()


def write_gradients(network, path):
    """Of a ResNet in training mode, whose statistics are put back."""
    state = {name: value.clone() for name, value in network.state_dict().items()}
    classifier, network.fc = network.fc, torch.nn.Identity()
    network.train()
    image, direction = torch.randn(8, 3, 64, 64), torch.randn(8, classifier.in_features)
    features = network(image)
    (features * direction).sum().backward()
    tensors = {f"gradient.{name}": value.grad.clone() for name, value in network.named_parameters()}
    tensors.update({f"statistic.{name}": value.clone() for name, value in network.named_buffers() if "running" in name})
    torch.save({"image": image, "direction": direction, "features": features.detach(), **tensors}, path)
    network.fc = classifier
    network.zero_grad()
    network.load_state_dict(state)
    network.eval()


def export(network, side, path, opset, axis, norm):
    torch.onnx.export(
        network, torch.randn(1, 3, side, side), path, opset_version=opset, input_names=["image"], output_names=["logits"],
        dynamic_axes={"image": {0: "N"}, "logits": {0: "N"}} if axis == "free" else None,
        training=TrainingMode.PRESERVE if norm == "kept" else TrainingMode.EVAL)


def main(folder, names):
    warnings.filterwarnings("ignore")
    torch.set_num_threads(2)
    os.makedirs(folder, exist_ok=True)
    for name, (make, side, files) in NETWORKS.items():
        if names and name not in names:
            continue
        torch.manual_seed(1)
        network = with_statistics(make())
        if name == "resnet18":
            write_gradients(network, os.path.join(folder, "resnet18-gradients.pth"))
        for opset, axis, norm in files:
            path = os.path.join(folder, f"{name}-{side}-{opset}-{axis}-{norm}.onnx")
            try:
                export(network, side, path, opset, axis, norm)
                print(path, flush=True)
            except Exception as e:  # The exporter of PyTorch 1.13 cannot express every network in every operator set.
                if os.path.exists(path):
                    os.remove(path)
                print(f"not exported: {os.path.basename(path)}: {str(e).splitlines()[0][:160]}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
