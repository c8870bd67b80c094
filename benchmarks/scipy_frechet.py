"""SciPy's side of the Frechet comparison, as pytorch-fid computes it: means and covariances of two [ROWS,COLUMNS] float64 matrices that
lie in FILE one after the other, and the trace of the matrix square root of their product.

Prints a line when ready, then for each line it reads one of seconds of wall time, seconds of processor time and the distance.
"""
import sys
import time

import numpy
from scipy import linalg

path, rows, columns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
x, y = numpy.fromfile(path).reshape(2, rows, columns)
print("ready", flush=True)
for _ in sys.stdin:
    wall, cpu = time.perf_counter(), time.process_time()
    a, b = numpy.cov(x, rowvar=False), numpy.cov(y, rowvar=False)
    difference = x.mean(0) - y.mean(0)
    root, _ = linalg.sqrtm(a.dot(b), disp=False)
    distance = difference.dot(difference) + numpy.trace(a) + numpy.trace(b) - 2 * numpy.trace(root.real)
    print(time.perf_counter() - wall, time.process_time() - cpu, distance, flush=True)
