"""The manifests are what Kubernetes takes, by its own schemas, and stand together."""

from pathlib import Path

import kubernetes_validate
import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "kubernetes"
LIST = yaml.safe_load((FOLDER / "kustomization.yaml").read_text("utf-8"))
MANIFESTS = [
    (path.name, one)
    for path in sorted(FOLDER.glob("*.yaml"))
    if path.name != "kustomization.yaml"
    for one in yaml.safe_load_all(path.read_text("utf-8"))
]
VERSION = "1.31"


def named(kind):
    return [one for _file, one in MANIFESTS if one["kind"] == kind]


def containers():
    for _file, one in MANIFESTS:
        template = one.get("spec", {}).get("template")
        if template:
            yield from ((one["metadata"]["name"], box, template["spec"]) for box in template["spec"]["containers"])  # fmt: skip


@pytest.mark.parametrize(
    "manifest",
    [one for _, one in MANIFESTS],
    ids=[f"{file}-{one['kind']}" for file, one in MANIFESTS],
)
def test_a_manifest_is_what_kubernetes_takes(manifest):
    kubernetes_validate.validate(manifest, VERSION, strict=True)


def test_a_key_that_there_is_not_is_noticed():
    (web,) = [one for one in named("Deployment") if one["metadata"]["name"] == "flotilla-web"]
    wrong = {**web, "spec": {**web["spec"], "replica": 3}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, VERSION, strict=True)


def test_the_list_names_every_manifest_but_the_example_of_secrets():
    there = {path.name for path in FOLDER.glob("*.yaml")} - {
        "kustomization.yaml",
        "secret.example.yaml",
    }
    assert set(LIST["resources"]) == there


def test_what_is_referred_to_is_there():
    maps = {one["metadata"]["name"] for one in named("ConfigMap")}
    secrets = {one["metadata"]["name"] for one in named("Secret")}
    for _name, box, _pod in containers():
        assert {
            one["configMapRef"]["name"] for one in box["envFrom"] if "configMapRef" in one
        } <= maps
        assert {one["secretRef"]["name"] for one in box["envFrom"] if "secretRef" in one} <= secrets
    (service,) = named("Service")
    labels = [one["spec"]["template"]["metadata"]["labels"] for one in named("Deployment")]
    assert service["spec"]["selector"] in labels
    (budget,) = named("PodDisruptionBudget")
    assert budget["spec"]["selector"]["matchLabels"] in labels


def test_no_container_may_do_more_than_it_must():
    for name, box, pod in containers():
        limits = box["securityContext"]
        assert pod["securityContext"]["runAsNonRoot"], name
        assert limits["readOnlyRootFilesystem"], name
        assert not limits["allowPrivilegeEscalation"], name
        assert limits["capabilities"] == {"drop": ["ALL"]}, name
        assert not pod["automountServiceAccountToken"], name


def test_the_web_is_asked_how_it_is_and_never_all_of_it_is_away(client, db):
    (web,) = [one for one in named("Deployment") if one["metadata"]["name"] == "flotilla-web"]
    (box,) = web["spec"]["template"]["spec"]["containers"]
    asked = {
        box[probe]["httpGet"]["path"]
        for probe in ("startupProbe", "livenessProbe", "readinessProbe")
    }
    assert {path: client.get(path).status_code for path in asked} == {"/health/live": 200, "/health/ready": 200}  # fmt: skip
    assert web["spec"]["replicas"] >= 2
    assert web["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
