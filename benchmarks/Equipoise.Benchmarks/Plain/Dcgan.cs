using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks.Plain;

/// <summary>DCGAN as it is usually written.</summary>
[Named("dcgan", "DCGAN in plain TorchSharp")]
internal sealed class Dcgan(Device device)
    : PlainGan(() => new DcganGenerator(), new DcganDiscriminator(), beta2: 0.999, device);
