"""Writes Tests/Goldens/Numerics/oracle-*.json: what NumPy and SciPy answer.

Run with NumPy 2.4.6 and SciPy 1.17.1 (the script refuses others):

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install numpy==2.4.6 scipy==1.17.1
    /tmp/oracle/bin/python Tests/Oracles/numerics_oracle.py

The Swift tests read the files, so no test needs Python.
"""

import json
import pathlib

import numpy as np
import scipy
import scipy.linalg
import scipy.spatial.distance
import scipy.stats

assert (np.__version__, scipy.__version__) == ("2.4.6", "1.17.1"), "see the versions above"

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Goldens" / "Numerics"
rng = np.random.default_rng(20260101)


def write(topic, answers):
    text = json.dumps(answers, indent=1) + "\n"
    (FOLDER / f"oracle-{topic}.json").write_text(text)


def number(z):
    return {"real": float(np.real(z)), "imaginary": float(np.imag(z))}


def matrix(a):
    a = np.atleast_2d(a)
    return {
        "shape": list(a.shape),
        "real": np.real(a).ravel().tolist(),
        "imaginary": np.imag(a).ravel().tolist(),
    }


def gaussian(*shape):
    return rng.normal(size=shape) + 1j * rng.normal(size=shape)


def complex_functions():
    zs = [1, 1j, -1 + 1e-9j, 0.5 - 0.25j, -3 - 4j, 20 + 7j, 1e-8 + 1e-8j, *gaussian(12)]
    return [
        {
            "z": number(z),
            "exp": number(np.exp(z)),
            "sqrt": number(np.sqrt(complex(z))),
            "log": number(np.log(complex(z))),
            "cube": number(complex(z) ** 3),
            "power": number(complex(z) ** (0.5 - 1.5j)),
        }
        for z in zs
    ]


def kronecker():
    a, b = gaussian(2, 3), gaussian(3, 2)
    return {"a": matrix(a), "b": matrix(b), "product": matrix(np.kron(a, b))}


def partial_trace():
    a = gaussian(12, 12)
    state = a @ a.conj().T
    state /= np.trace(state)
    t = state.reshape(2, 3, 2, 2, 3, 2)
    return {
        "state": matrix(state),
        "dimensions": [2, 3, 2],
        "keeping0": matrix(np.einsum("abcdbc->ad", t)),
        "keeping1": matrix(np.einsum("abcaec->be", t)),
        "keeping02": matrix(np.einsum("abcdbf->acdf", t).reshape(4, 4)),
    }


def philox():
    # As text: JSON readers round large integers.
    seeds = [0, 1, 42, 2**64 - 1]
    return [
        {
            "seed": str(seed),
            "words": [str(w) for w in np.random.Philox(key=seed).random_raw(10)],
        }
        for seed in seeds
    ]


def hermitian():
    a = gaussian(9, 9)
    h = (a + a.conj().T) / 2
    return {"matrix": matrix(h), "values": np.linalg.eigvalsh(h).tolist()}


def general():
    a = rng.normal(size=(7, 7))
    return {"matrix": matrix(a), "values": [number(z) for z in np.linalg.eigvals(a)]}


def svd():
    a = gaussian(6, 9)
    return {"matrix": matrix(a), "values": np.linalg.svd(a, compute_uv=False).tolist()}


def determinant():
    a = gaussian(6, 6)
    return {"matrix": matrix(a), "determinant": number(np.linalg.det(a))}


def least_squares():
    wide, tall = gaussian(4, 7), gaussian(8, 3)
    deficient = gaussian(6, 2) @ gaussian(2, 5)
    rows = []
    for a in (wide, tall, deficient, np.zeros((3, 2))):
        b = gaussian(a.shape[0], 2)
        x, _, rank, values = np.linalg.lstsq(a, b, rcond=None)
        rows.append(
            {
                "matrix": matrix(a),
                "right": matrix(b),
                "solution": matrix(x),
                # NumPy's default cutoff of pinv is a fixed 1e-15; lstsq's grows with the size.
                "pseudoInverse": matrix(np.linalg.pinv(a, rcond=1e-13)),
                "rank": int(rank),
                "values": values.tolist(),
            }
        )
    return rows


def exponential():
    a = gaussian(8, 8)
    h = (a + a.conj().T) / 4
    return {
        "matrix": matrix(h),
        "evolution": matrix(scipy.linalg.expm(-0.7j * h)),
        "growth": matrix(scipy.linalg.expm((0.5 + 0.25j) * h)),
    }


def statistics():
    x = rng.gamma(2, size=101)
    y = 0.5 * x + rng.normal(size=101)
    fractions = [0, 0.013, 0.25, 0.5, 0.77, 1]
    counts, edges = np.histogram(x, bins=7)
    automatic = np.histogram_bin_edges(x, bins="fd")
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "mean": x.mean(),
        "variance": x.var(ddof=1),
        "populationVariance": x.var(),
        "standardError": scipy.stats.sem(x),
        "covariance": np.cov(x, y)[0, 1],
        "correlation": np.corrcoef(x, y)[0, 1],
        "median": np.median(x),
        "fractions": fractions,
        "quantiles": np.quantile(x, fractions).tolist(),
        "counts": counts.tolist(),
        "edges": edges.tolist(),
        "automaticEdges": automatic.tolist(),
    }


def divergences():
    p, q = rng.random(8), rng.random(8)
    p[2] = 0
    js = scipy.spatial.distance.jensenshannon(p, q)
    a, b = p / p.sum(), q / q.sum()
    return {
        "p": p.tolist(),
        "q": q.tolist(),
        "entropy": scipy.stats.entropy(p),
        "kullbackLeibler": scipy.stats.entropy(p, q),
        "kullbackLeiblerBits": scipy.stats.entropy(p, q, base=2),
        "jensenShannon": js**2,
        "totalVariation": np.abs(a - b).sum() / 2,
        "hellinger": np.linalg.norm(np.sqrt(a) - np.sqrt(b)) / np.sqrt(2),
    }


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("complex", complex_functions())
    write("kronecker", kronecker())
    write("partial-trace", partial_trace())
    write("philox", philox())
    write("hermitian", hermitian())
    write("general", general())
    write("svd", svd())
    write("determinant", determinant())
    write("least-squares", least_squares())
    write("exponential", exponential())
    write("statistics", statistics())
    write("divergences", divergences())
