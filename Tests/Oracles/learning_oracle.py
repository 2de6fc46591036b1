"""Writes Tests/Goldens/Learning/oracle.json: what scikit-learn and Qiskit say of data, kernels and models.

Run with scikit-learn 1.9.1 and Qiskit 2.6.2 (the script refuses others):

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install scikit-learn==1.9.1 qiskit==2.6.2
    /tmp/oracle/bin/python Tests/Oracles/learning_oracle.py

The Swift tests read the file, so no test needs Python.
"""

import json
import pathlib
import warnings

import numpy as np
import qiskit
import sklearn
from qiskit.circuit.library import zz_feature_map
from qiskit.quantum_info import Statevector, partial_trace
from sklearn import metrics
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, StratifiedKFold, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

assert (sklearn.__version__, qiskit.__version__) == ("1.9.1", "2.6.2"), "see the versions above"
warnings.filterwarnings("ignore")

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
rng = np.random.default_rng(20261129)


def listed(array):
    return np.asarray(array, dtype=float).round(12).tolist()


def shipped(name):
    table = np.loadtxt(ROOT / f"Sources/CDataFiles/Files/{name}.csv", delimiter=",", skiprows=1)
    return table[:, :-1], table[:, -1]


def sums():
    result = {}
    for name in ["iris", "wine", "breast_cancer", "diabetes", "digits"]:
        rows, target = shipped(name)
        result[name] = {"columns": rows.sum(axis=0).tolist(), "target": float(target.sum())}
    return result


def components():
    rows = StandardScaler().fit_transform(shipped("wine")[0])
    pca = PCA(3, svd_solver="full").fit(rows)
    return {
        "directions": listed(pca.components_),
        "variances": listed(pca.explained_variance_),
        "ratios": listed(pca.explained_variance_ratio_),
        "projected": listed(pca.transform(rows)[:5]),
    }


def scores():
    truth, predicted = rng.integers(0, 4, 200), rng.integers(0, 4, 200)
    binary, ranks = rng.integers(0, 2, 150), rng.integers(0, 12, 150) / 4
    y = rng.normal(size=60)
    f = y + 0.3 * rng.normal(size=60)
    y, f = y.round(6), f.round(6)
    return {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "confusion": metrics.confusion_matrix(truth, predicted).tolist(),
        "accuracy": metrics.accuracy_score(truth, predicted),
        "balanced": metrics.balanced_accuracy_score(truth, predicted),
        "precisions": listed(metrics.precision_score(truth, predicted, average=None)),
        "recalls": listed(metrics.recall_score(truth, predicted, average=None)),
        "f1": listed(metrics.f1_score(truth, predicted, average=None)),
        "macroF1": metrics.f1_score(truth, predicted, average="macro"),
        "binary": binary.tolist(),
        "ranks": ranks.tolist(),
        "auc": metrics.roc_auc_score(binary, ranks),
        "y": y.tolist(),
        "f": f.tolist(),
        "r2": metrics.r2_score(y, f),
        "mse": metrics.mean_squared_error(y, f),
        "mae": metrics.mean_absolute_error(y, f),
    }


def splits():
    rows, target = shipped("wine")
    result = {"sizes": [], "folds": [], "stratified": []}
    for fraction in [0.6, 0.75, 0.8, 0.9, 0.333]:
        train, test, a, _ = train_test_split(
            rows, target, train_size=fraction, stratify=target, random_state=1
        )
        counts = np.bincount(a.astype(int)).tolist()
        result["sizes"].append([fraction, len(train), len(test), *counts])
    for count in [2, 3, 5, 7]:
        result["folds"].append([count, *[len(t) for _, t in KFold(count).split(rows)]])
        parts = StratifiedKFold(count).split(rows, target)
        result["stratified"].append([np.bincount(target[t].astype(int)).tolist() for _, t in parts])
    return result


def machines():
    rows, target = shipped("wine")
    rows = StandardScaler().fit_transform(rows)
    tests = rows[::9]
    result = {}
    for name, options in {
        "radial": {"kernel": "rbf", "gamma": 0.1, "C": 2},
        "linear": {"kernel": "linear", "C": 0.5},
        "polynomial": {"kernel": "poly", "gamma": 1, "coef0": 1, "degree": 2, "C": 0.1},
    }.items():
        svc = SVC(tol=1e-9, decision_function_shape="ovo", **options).fit(rows, target)
        result[name] = {
            "decisions": listed(svc.decision_function(tests)),
            "labels": svc.predict(tests).astype(int).tolist(),
            "support": int(svc.support_.size),
        }
    rows, values = shipped("diabetes")
    rows = StandardScaler().fit_transform(rows)
    svr = SVR(kernel="rbf", gamma=0.05, C=50, epsilon=5, tol=1e-7).fit(rows, values)
    result["numbers"] = listed(svr.predict(rows[::20]))
    return result


def quantum():
    rows = rng.uniform(-np.pi, np.pi, (24, 3)).round(6)
    labels = (np.sin(rows[:, 0]) * np.cos(rows[:, 1]) > 0).astype(int)
    circuit = zz_feature_map(3, reps=2)
    order = sorted(circuit.parameters, key=lambda p: p.index)
    states = [Statevector(circuit.assign_parameters(dict(zip(order, row)))) for row in rows]
    kernel = np.array([[abs(a.inner(b)) ** 2 for b in states] for a in states])
    alone = [
        [partial_trace(s, [q for q in range(3) if q != kept]).data for kept in range(3)]
        for s in states
    ]
    gap = np.array(
        [[sum(np.linalg.norm(x - y) ** 2 for x, y in zip(a, b)) for b in alone] for a in alone]
    )
    svc = SVC(kernel="precomputed", C=3, tol=1e-9).fit(kernel[:16, :16], labels[:16])
    signs = 2 * labels - 1
    target = np.outer(signs, signs)
    centre = np.eye(24) - np.full((24, 24), 1 / 24)
    centred, both = centre @ kernel @ centre, centre @ target @ centre
    return {
        "rows": rows.tolist(),
        "labels": labels.tolist(),
        "kernel": listed(kernel),
        "projected": listed(np.exp(-0.7 * gap)),
        "decisions": listed(svc.decision_function(kernel[16:, :16])),
        "alignment": float(np.sum(kernel * target) / np.linalg.norm(kernel) / 24),
        "centered": float(
            np.sum(centred * both) / np.linalg.norm(centred) / np.linalg.norm(both)
        ),
    }


def planes():
    result = {}
    for name, file in {"wine": "wine", "breastCancer": "breast_cancer"}.items():
        rows, target = shipped(file)
        rows = StandardScaler().fit_transform(rows)
        model = LogisticRegression(C=0.7, tol=1e-12, max_iter=100_000).fit(rows, target)
        result[name] = {
            "weights": listed(model.coef_),
            "probabilities": listed(model.predict_proba(rows[::40])),
        }
    rows, target = shipped("digits")
    near = KNeighborsClassifier(5, algorithm="brute").fit(rows[:1000], target[:1000])
    result["neighbors"] = near.predict(rows[1000::8]).astype(int).tolist()
    return result


def mackey_glass():
    """The method of Heun with steps of a thousandth, whose slopes stand on the grid of the delay."""
    step, lag, units = 1e-3, 17_000, 60
    path = [1.2] * (lag + 1)

    def slope(x, old):
        return 0.2 * old / (1 + old**10) - 0.1 * x

    for now in range(lag, lag + units * 1000):
        x, first = path[now], slope(path[now], path[now - lag])
        path.append(x + step / 2 * (first + slope(x + step * first, path[now - lag + 1])))
    return [path[lag + 1000 * unit] for unit in range(units + 1)]


answers = {
    "sums": sums(),
    "components": components(),
    "scores": scores(),
    "splits": splits(),
    "machines": machines(),
    "quantum": quantum(),
    "planes": planes(),
    "mackeyGlass": listed(mackey_glass()),
}
path = ROOT / "Tests/Goldens/Learning/oracle.json"
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(answers, indent=None, separators=(",", ":")) + "\n")
