"""The classifier's losses in numpy, with scikit-learn's balanced class weights and the focal loss of Lin et al. (2017) written out."""
import numpy
from sklearn.utils.class_weight import compute_class_weight
import common

per_class = [40, 10, 0, 6]
logits = numpy.sin(numpy.arange(5 * 4) * 1.7).reshape(5, 4) * 3
labels = numpy.array([0, 3, 1, 0, 1])
hard = numpy.eye(4)[labels]
mixed = 0.7 * hard + 0.3 * hard[[4, 2, 0, 1, 3]]

present = [c for c, n in enumerate(per_class) if n]
weights = numpy.zeros(4)
weights[present] = compute_class_weight("balanced", classes=numpy.array(present), y=numpy.repeat(range(4), per_class))

sigmoid = 1 / (1 + numpy.exp(-logits))
softmax = numpy.exp(logits) / numpy.exp(logits).sum(1, keepdims=True)


def binary(target):
    return -(target * numpy.log(sigmoid) + (1 - target) * numpy.log(1 - sigmoid))


def categorical(target):
    return -(target * numpy.log(softmax)).sum(1)


def focal(p):
    return -((1 - p) ** 2) * numpy.log(p)


common.write("classifier-losses.json", {
    "perClass": per_class,
    "weights": weights.tolist(),
    "logits": logits.tolist(),
    "labels": labels.tolist(),
    "hard": hard.tolist(),
    "mixed": mixed.tolist(),
    "SigmoidBce": {
        "none": float(binary(hard).mean()),
        "mixup": float(binary(mixed).mean()),
        "class-weights": float((binary(hard).mean(1) * weights[labels]).mean()),
        "focal-loss": float(focal(numpy.where(hard == 1, sigmoid, 1 - sigmoid)).mean()),
    },
    "Softmax": {
        "none": float(categorical(hard).mean()),
        "mixup": float(categorical(mixed).mean()),
        "class-weights": float((categorical(hard) * weights[labels]).mean()),
        "focal-loss": float(focal(softmax[range(5), labels]).mean()),
    },
})
