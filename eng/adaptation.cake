// From a folder of photographs to a classifier: what it brings to adapt a network that others have trained to one's own images (docs/results/adaptation.md).
//   dotnet cake --target=Adaptation --data=PHOTOGRAPHS --network=ResNet18.onnx [--out=artifacts/results] [--seeds=3] [--side=112]
//       [--network-options="--bgr true --mean .. --standard-deviation .."] [--adapting="--steps 100 .."] [--tuning="--batch 32 .."] [--labels=10,50] [--tuning-steps=60,150,300] [--device=cpu]
// PHOTOGRAPHS has train and test, each with a folder for every class. Labels of the training part are used by probes and fine-tuning alone. Every command goes on
// where it was stopped. What ML.NET's ResNet-18 takes is the default: blue, green, red, from 0 to 255, less a mean.

var network = Argument("network", "");
var networkOptions = Argument("network-options", "--bgr true --mean 0.483,0.4545,0.404 --standard-deviation 0.00392157");
var side = Argument("side", 112);
var labels = Argument("labels", "10,50");
var adapting = Argument("adapting", "--augmentation all --batch 64 --steps 100");
// Chosen on a validation part of photographs of clothes: all but the last five convolutions stay, and so do all statistics.
var keeping = Argument("keeping", "--frozen 0.77 --frozen-statistics true");
var rates = new[] { ("SimCLR", "0.03"), ("SimSiam", "0.1"), ("BYOL", "0.1") };
// Of the labels, for each seed of an encoder; no two seeds share one.
const int draws = 5;
var tuning = Argument("tuning", "--batch 32 --frozen-statistics true");
// For each number of labels, and for all.
var tuningSteps = Argument("tuning-steps", "60,150,300").Split(',');

Task("Adaptation")
    .Description("A network of others on one's own photographs: frozen, adapted without labels by three frameworks, from random weights, fine-tuned; raw pixels beside.")
    .Does(() =>
    {
        if (network == "") throw new CakeException("Name a network: --network=FILE.onnx.");
        var budgets = labels.Split(',').Append("all").ToArray();
        if (tuningSteps.Length != budgets.Length) throw new CakeException($"--tuning-steps needs {budgets.Length} numbers: for {string.Join(", ", budgets)}.");
        var folder = $"{results}/adaptation";
        string Images(string verb, string name, string options) =>
            $"{verb} --images {Quoted(data)} --image-size {side} --out {Quoted($"{folder}/{name}")} --resume {options}";
        var start = $"--backbone {Quoted(network)} {networkOptions}";
        var of = Enumerable.Range(0, seeds).ToArray();
        // No step is taken; a batch of the default size would need as many photographs.
        Mlvgm(Images("train", "frozen", $"{start} --steps 0 --batch 2"));
        foreach (var seed in of)
        {
            var encoders = new List<(string Name, string Run)> { ("frozen", "frozen") };
            void Adapt(string name, string options)
            {
                encoders.Add((name, $"{name.Replace(' ', '-')}-{seed}"));
                Mlvgm(Images("train", encoders[^1].Run, $"{options} --seed {seed}"));
            }
            foreach (var (framework, rate) in rates)
                Adapt($"adapted {framework}", $"{start} --framework {framework} --learning-rate {rate} {keeping} {adapting}");
            Adapt("random weights SimCLR", $"--backbone resnet18 --stem ImageNet --framework SimCLR --learning-rate 0.3 {adapting}");
            foreach (var (perClass, steps) in budgets.Zip(tuningSteps))
            {
                Mlvgm(Images("fine-tune", $"fine-tuned-{perClass}-{seed}",
                    $"{start} {tuning} --validation 0 --steps {steps} --seed {seed}{(perClass == "all" ? "" : $" --labels-per-class {perClass}")}"));
            }
            Mlvgm($"evaluate {string.Join(" ", encoders.Select(one => Quoted($"{one.Name}={folder}/{one.Run}/encoder.onnx")))} --data {Quoted(data)} " +
                $"--labels-per-class {labels} --draws {draws} --seed {draws * seed} --raw-pixels {(seed == 0 ? "true" : "false")} --out {Quoted($"{folder}/probes-{seed}")}");
        }
        var tables = of.Select(seed => $"probes-{seed}").Concat(budgets.SelectMany(perClass => of.Select(seed => $"fine-tuned-{perClass}-{seed}")));
        Mlvgm($"compare {string.Join(" ", tables.Select(table => Quoted($"{folder}/{table}")))} --reference frozen --json {Quoted($"{folder}/comparison.json")}", withDevice: false);
    });
