"""scikit-learn's side of the t-SNE comparison: lays out the [ROWS,COLUMNS] float32 features of FILE as often as it is asked to.

Prints a line when ready, then for each line it reads one of seconds of wall time, seconds of processor time and the divergence.
"""
import sys
import time

import numpy
from sklearn.manifold import TSNE

path, rows, columns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
features = numpy.fromfile(path, dtype=numpy.float32).reshape(rows, columns)
print("ready", flush=True)
for _ in sys.stdin:
    wall, cpu = time.perf_counter(), time.process_time()
    model = TSNE(init="pca", learning_rate="auto", random_state=0).fit(features)
    print(time.perf_counter() - wall, time.process_time() - cpu, model.kl_divergence_, flush=True)
