"""How a study compares its arms: the test from its definition, and how often it errs in studies drawn at random.

Without arguments it writes reference numbers. With `--simulate [studies]` it prints, for each regime, how often a study in which all
arms are alike calls any difference after Holm's correction (against `none`, and against the strongest real arm on validation images),
and how often a planted improvement is found; docs/studies.md has the table. Two processes, an hour or so for 1,000 studies.
"""
import concurrent.futures
import itertools
import sys
import numpy
from scipy import stats
import common

SIGNAL, CLASSES = 1.2, 3
TEST_SHARE = 0.2


def strata_variance(values, strata):
    """Variance of a sum over patients drawn within strata, and its degrees of freedom (Welch 1947); values [...,patients]."""
    variance = square = 0
    for k in numpy.unique(strata):
        x = values[..., strata == k]
        m = x.shape[-1]
        part = m / (m - 1) * numpy.square(x - x.mean(-1, keepdims=True)).sum(-1)
        variance, square = variance + part, square + part ** 2 / (m - 1)
    return variance, numpy.square(variance) / numpy.where(square > 0, square, 1)


def compare(auc, influence, strata, tested, a, b, test_share=TEST_SHARE):
    """auc [arms,seeds]; influence [arms,seeds,patients]; tested [seeds,patients]. Arm a minus arm b."""
    arms, seeds = auc.shape
    d, psi = auc[a] - auc[b], influence[a] - influence[b]
    everyone = tested.any(0)
    patients, patients_df = strata_variance(psi[:, everyone].mean(0), strata[everyone])
    alone = numpy.mean([strata_variance(psi[s, tested[s]], strata[tested[s]])[0] for s in range(seeds)])
    shared = patients - alone / seeds
    residual = auc - auc.mean(0) - auc.mean(1, keepdims=True) + auc.mean()
    df = (arms - 1) * (seeds - 1)
    pooled = 2 * numpy.square(residual).sum() / df
    between = max(d.var(ddof=1), pooled)
    luck = between / seeds + max(shared, between * test_share / (1 - test_share))
    parts = [(patients, patients_df), (luck, df)]
    p = max(2 * stats.t.sf(abs(d.mean()) / numpy.sqrt(v), f) if v > 0 else float(d.mean() == 0) for v, f in parts)
    half = max(stats.t.isf(0.025, f) * numpy.sqrt(v) for v, f in parts)
    return {
        "difference": d.mean(), "patients": patients, "patientsDf": float(patients_df), "shared": shared, "own": d.var(ddof=1), "pooled": pooled,
        "luck": luck, "df": df, "p": float(p), "low": d.mean() - half, "high": d.mean() + half,
    }


def influence_of(scores, label, patient, patients):
    """Influence of each patient on the macro AUC, from all pairs; scores [images,classes]."""
    classes = numpy.unique(label)
    result, areas = numpy.zeros(patients), []
    for c in classes:
        x, y = scores[label == c, c], scores[label != c, c]
        wins = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
        area = wins.mean()
        numpy.add.at(result, patient[label == c], (wins.mean(1) - area) / len(x) / len(classes))
        numpy.add.at(result, patient[label != c], (wins.mean(0) - area) / len(y) / len(classes))
        areas.append(area)
    return numpy.mean(areas), result


def reference():
    """Three arms, three seeds, patients with one to three images, some of two classes."""
    random = numpy.random.default_rng(3)
    people = 90
    owner = numpy.repeat(numpy.arange(people), random.integers(1, 4, people))
    label = random.choice(3, people, p=[0.5, 0.3, 0.2])[owner]
    label = numpy.where(random.random(len(label)) < 0.05, random.integers(0, 3, len(label)), label)
    strata = label[numpy.searchsorted(owner, numpy.arange(people))]
    arms, seeds, images = 3, 3, []
    auc, influence = numpy.zeros((arms, seeds)), numpy.zeros((arms, seeds, people))
    tested = numpy.zeros((seeds, people), bool)
    base = random.normal(size=(len(owner), 3))
    for s in range(seeds):
        tested[s, random.permutation(people)[:30]] = True
        chosen = numpy.flatnonzero(tested[s, owner])
        of_seed = {"patient": owner[chosen].tolist(), "label": label[chosen].tolist(), "scores": []}
        for a in range(arms):
            x = base[chosen] + 0.7 * random.normal(size=(len(chosen), 3)) + (1 + 0.3 * a + 0.2 * random.normal()) * numpy.eye(3)[label[chosen]]
            x = numpy.round(1 / (1 + numpy.exp(-x)), 2)
            auc[a, s], influence[a, s] = influence_of(x, label[chosen], owner[chosen], people)
            of_seed["scores"].append(x.tolist())
        images.append(of_seed)
    # A patient's stratum is the class of the first image that the seeds show.
    first = {}
    for of_seed in images:
        for p, k in zip(of_seed["patient"], of_seed["label"]):
            first.setdefault(p, k)
    strata = numpy.array([first.get(p, 0) for p in range(people)])
    common.write("paired-comparison.json", {
        "testShare": TEST_SHARE, "seeds": images, "auc": auc.tolist(),
        "comparisons": [{"a": a, "b": b, **compare(auc, influence, strata, tested, a, b)} for a, b in [(1, 0), (2, 0), (2, 1)]],
        "student": [{"t": t, "df": f, "p": 2 * stats.t.sf(t, f)} for t, f in itertools.product([0, 0.3, 1, 2.5, 7, 40], [1, 2, 3.7, 16, 300])],
        "critical": [{"df": f, "t": stats.t.isf(0.025, f)} for f in [1, 2, 3.7, 16, 300, 1e7]],
    })


def ranks(x):
    order = numpy.argsort(x, -1)
    result = numpy.empty_like(order)
    numpy.put_along_axis(result, order, numpy.broadcast_to(numpy.arange(x.shape[-1]), x.shape), -1)
    return result


def influence_by_ranks(scores, label):
    """As influence_of for many classifiers of one image per patient without ties; scores [...,patients,classes]."""
    auc, result = 0, numpy.zeros(scores.shape[:-1])
    for c in range(CLASSES):
        x, is_class = scores[..., c], label == c
        m, n = is_class.sum(), (~is_class).sum()
        everyone = ranks(x)
        above = (everyone[..., is_class] - ranks(x[..., is_class])) / n
        below = 1 - (everyone[..., ~is_class] - ranks(x[..., ~is_class])) / m
        area = above.mean(-1)
        result[..., is_class] += (above - area[..., None]) / m / CLASSES
        result[..., ~is_class] += (below - area[..., None]) / n / CLASSES
        auc = auc + area / CLASSES
    return auc, result


def draw(random, n, rare, seeds, arms, luck, unequal=1, effect=0, overlap=0, fixed=False):
    """A study: n test patients per seed of 5 n, drawn anew for each unless fixed; half of a score's variance is the patient's, a tenth to
    a third the arm's own and lasting, the rest that of one training. Luck moves all classes of a training. With overlap, that share
    of luck comes from the training images, three quarters of which two seeds have in common."""
    counts = numpy.array([0, 0, max(2, round(n * rare))])
    counts[0] = (n - counts[2]) // 2
    counts[1] = n - counts[0] - counts[2]
    people = numpy.repeat(numpy.arange(CLASSES), 5 * counts)
    starts = numpy.concatenate([[0], numpy.cumsum(5 * counts)])
    tests = numpy.stack([numpy.concatenate([starts[k] + random.permutation(5 * counts[k])[:counts[k]] for k in range(CLASSES)]) for _ in range(seeds)])
    if fixed:
        tests[:] = tests[0]
    label = numpy.repeat(numpy.arange(CLASSES), counts)
    own = numpy.sqrt(1 - overlap) * random.normal(size=(arms, seeds))
    common_part = numpy.sqrt(overlap) * (numpy.sqrt(0.75) * random.normal(size=(arms, 1)) + 0.5 * random.normal(size=(arms, seeds)))
    shift = luck * (own + common_part)
    shift[-1] = shift[-1] * unequal + effect
    base = numpy.sqrt(0.5) * random.normal(size=(len(people), CLASSES)) + SIGNAL * numpy.eye(CLASSES)[people]
    lasting = numpy.sqrt(0.3) * random.normal(size=(arms, len(people), CLASSES))
    scores = base[tests] + lasting[:, tests] + numpy.sqrt(0.2) * random.normal(size=(arms, seeds, n, CLASSES))
    scores += shift[:, :, None, None] * numpy.eye(CLASSES)[label]
    auc, psi = influence_by_ranks(scores, label)
    influence, tested = numpy.zeros((arms, seeds, len(people))), numpy.zeros((seeds, len(people)), bool)
    numpy.put_along_axis(influence, numpy.broadcast_to(tests, psi.shape), psi, -1)
    numpy.put_along_axis(tested, tests, True, -1)
    seen = numpy.repeat(numpy.arange(CLASSES), numpy.maximum(counts // 4, 1))
    validation = numpy.sqrt(0.5) * (random.normal(size=(seeds, len(seen), CLASSES)) + random.normal(size=(arms, seeds, len(seen), CLASSES)))
    validation += (SIGNAL + shift[:, :, None, None]) * numpy.eye(CLASSES)[seen]
    return auc, influence, people, tested, influence_by_ranks(validation, seen)[0].mean(1)


def percentile(random, auc, influence, strata, tested, a, b, draws=400):
    """What a bootstrap of patients and seeds would say: twice the share of means on the rarer side of zero."""
    seeds, d, psi = auc.shape[1], auc[a] - auc[b], influence[a] - influence[b]
    counts = numpy.zeros((draws, len(strata)))
    for k in range(CLASSES):
        of = numpy.flatnonzero(tested.any(0) & (strata == k))
        counts[:, of] = random.multinomial(len(of), numpy.full(len(of), 1 / len(of)), size=draws) - 1
    means = numpy.take_along_axis(d + counts @ psi.T, random.integers(0, seeds, (draws, seeds)), 1).mean(1)
    return min(1, 2 * (min((means <= 0).sum(), (means >= 0).sum()) + 1) / (draws + 1))


def holm(p):
    order, result = numpy.argsort(p), numpy.empty(len(p))
    result[order] = numpy.minimum(1, numpy.maximum.accumulate(numpy.array(p)[order] * numpy.arange(len(p), 0, -1)))
    return result


def patient_sd(n, rare):
    """Standard deviation, over test patients, of one seed's difference between two arms."""
    random = numpy.random.default_rng(1)
    of = lambda auc, psi, people, tested, _: strata_variance((psi[0] - psi[1])[0, tested[0]], people[tested[0]])[0]
    return numpy.sqrt(numpy.mean([of(*draw(random, n, rare, 2, 2, 0)) for _ in range(20)]))


def rates(regime):
    number, studies, n, rare, seeds, arms, ratio, extra = regime
    random = numpy.random.default_rng(number)
    sd, slope = patient_sd(n, rare), stats.norm.pdf(SIGNAL / 2 ** 0.5) / 2 ** 0.5
    extra = dict(extra)
    gain = extra.pop("gain", 0) * sd / slope
    real = 2 if arms == 3 else arms // 2
    called = {name: numpy.zeros(2) for name in ("percentile", "seeds", "ours")}
    hurts = 0
    for _ in range(studies):
        auc, psi, people, tested, validation = draw(random, n, rare, seeds, arms, ratio * sd / slope / 2 ** 0.5, effect=gain, **extra)
        best = int(numpy.argmax(validation[:real]))
        for family, (against, others) in enumerate([(0, range(1, arms)), (best, range(real, arms))]):
            tests = {"ours": [compare(auc, psi, people, tested, a, against)["p"] for a in others]}
            tests["seeds"] = [stats.ttest_rel(auc[a], auc[against]).pvalue for a in others]
            if arms == 3 and n == 60:
                tests["percentile"] = [percentile(random, auc, psi, people, tested, a, against) for a in others]
            for name, p in tests.items():
                found = holm(p) < 0.05
                called[name][family] += found[-1] if gain else found.any()
                if name == "ours" and family == 1 and not gain:
                    hurts += (found & (auc[real:].mean(1) < auc[best].mean())).any()
    return regime, {name: c / studies for name, c in called.items()}, hurts / studies


def simulate(studies):
    regimes = [(n, rare, s, a, ratio, {}) for s, a, ratio, (n, rare) in itertools.product([2, 3, 5, 10], [3, 9], [0, 1, 4], [(60, 0.05), (200, 0.1)])]
    regimes += [(200, 0.1, s, 9, ratio, {"gain": gain}) for s, (ratio, gain) in itertools.product([2, 3, 5, 10], [(0, 2), (0, 4), (1, 4)])]
    regimes += [(200, 0.1, s, 9, ratio, {"unequal": 3}) for s, ratio in itertools.product([3, 5], [1, 4])]
    regimes += [(200, 0.1, s, 9, ratio, {"overlap": 0.25}) for s, ratio in itertools.product([3, 5], [1, 4])]
    regimes += [(200, 0.1, s, 9, 1, {"fixed": True}) for s in [2, 3, 5]]
    regimes += [(60, 0.3, s, 9, ratio, {}) for s, ratio in itertools.product([2, 5], [0, 1, 4])]
    regimes += [(1000, 0.05, 3, 9, ratio, {}) for ratio in [0, 1, 4]]
    jobs = [(i, studies if r[0] < 1000 else studies // 4, *r) for i, r in enumerate(regimes)]
    print("patients rare seeds arms luck/patients; family: none, strongest")
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        for (_, count, n, rare, s, a, ratio, extra), called, hurts in pool.map(rates, jobs):
            print(f"{n:5d} {rare:4.2f} {s:3d} {a:2d} {ratio:4.1f} {count:5d} {str(extra):20s} "
                  + "  ".join(f"{name} {c[0]:.3f} {c[1]:.3f}" for name, c in called.items() if name != "percentile" or (a, n) == (3, 60)) + f"  hurts {hurts:.3f}", flush=True)


if __name__ == "__main__":
    if "--simulate" in sys.argv:
        simulate(int((sys.argv[sys.argv.index("--simulate") + 1:] + [1000])[0]))
    else:
        reference()
