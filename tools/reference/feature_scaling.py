"""Features brought to one scale by NumPy, one column of them without spread."""
import numpy
import common

rows, columns = 9, 5
waves = numpy.sin(numpy.arange(2 * rows * columns) ** 2 * 0.37).reshape(2, rows, columns)
real, synthetic = waves * [1, 1e6, 1e-3, 0, 30] + [0, 5e5, 2, 0.1, -7]
synthetic[:, 3] += numpy.arange(rows)
mean, deviation = real.mean(0), real.std(0)
deviation[real.min(0) == real.max(0)] = 1
common.write("feature-scaling.json", {
    "columns": columns,
    "real": real.flatten().tolist(),
    "synthetic": synthetic.flatten().tolist(),
    "scaled-real": ((real - mean) / deviation).flatten().tolist(),
    "scaled-synthetic": ((synthetic - mean) / deviation).flatten().tolist(),
})
