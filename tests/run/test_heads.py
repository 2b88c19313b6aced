from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.ledger.made import fill
from tollbook.errors import LedgerError, SettingsError
from tollbook.ledger import Ledger
from tollbook.run.heads import check_signature, export_head, make_key, make_query, read_head, take_reply, verify_against

openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture
def where(tmp_path: Path) -> Path:
    path = tmp_path / "war.ledger"
    with Ledger.open(path) as ledger:
        fill(ledger, [1])
    return path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True, check=False)


@openssl
def test_a_signed_head_is_checked_by_openssl_alone(where: Path, tmp_path: Path) -> None:
    public = make_key(tmp_path / "key.pem")
    assert (tmp_path / "key.pem").stat().st_mode & 0o077 == 0
    head = export_head(str(where), tmp_path / "head.json", tmp_path / "key.pem")
    assert read_head(tmp_path / "head.json") == head
    check = ("pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", public.name)
    files = ("-in", "head.json", "-sigfile", "head.json.sig")
    assert "Verified Successfully" in run(tmp_path, *check, *files).stdout
    (tmp_path / "head.json").write_text((tmp_path / "head.json").read_text().replace('"length": 1', '"length": 2'))
    assert run(tmp_path, *check, *files).returncode != 0
    with pytest.raises(LedgerError, match="changed"):
        check_signature(tmp_path / "head.json", public)


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    make_key(tmp_path / "key.pem")
    before = (tmp_path / "key.pem").read_bytes()
    with pytest.raises(SettingsError, match="never written over"):
        make_key(tmp_path / "key.pem")
    assert (tmp_path / "key.pem").read_bytes() == before


def test_a_ledger_is_held_against_its_exported_head(where: Path, tmp_path: Path) -> None:
    public = make_key(tmp_path / "key.pem")
    export_head(str(where), tmp_path / "head.json", tmp_path / "key.pem")
    with Ledger.open(where) as ledger:
        fill(ledger, [2])
    assert verify_against(str(where), tmp_path / "head.json", public).ok
    other = tmp_path / "other.ledger"
    with Ledger.open(other) as ledger:
        fill(ledger, [1])
    with pytest.raises(LedgerError, match="is the head of ledger"):
        verify_against(str(other), tmp_path / "head.json")
    noted = json.loads((tmp_path / "head.json").read_text()) | {"head": "ab" * 32}
    (tmp_path / "head.json").write_text(json.dumps(noted))
    assert not verify_against(str(where), tmp_path / "head.json").ok


@pytest.mark.parametrize("said", ["", "{}", '{"head": 1}', "[1]"])
def test_a_file_that_is_no_head_is_refused(where: Path, tmp_path: Path, said: str) -> None:
    (tmp_path / "head.json").write_text(said)
    with pytest.raises(SettingsError, match="is no exported head"):
        verify_against(str(where), tmp_path / "head.json")


CONFIG = """
[tsa1]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[ext]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
"""


def authority(folder: Path) -> None:
    """A time-stamping authority with a root of its own, made with openssl."""
    (folder / "tsa.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    sign = ("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    for words in (
        ("req", "-x509", *new, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test root", "-days", "3650"),
        ("req", *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test TSA"),
        (*sign, "-days", "3650", "-extfile", "tsa.cnf", "-extensions", "ext", "-out", "tsa.pem"),
    ):
        done = run(folder, *words)
        assert done.returncode == 0, done.stderr


@openssl
def test_a_time_stamp_of_a_local_authority_is_taken_and_checked_by_openssl_alone(where: Path, tmp_path: Path) -> None:
    authority(tmp_path)
    file = tmp_path / "head.json"
    export_head(str(where), file)
    make_query(file)
    sign = ("ts", "-reply", "-config", "tsa.cnf", "-section", "tsa1", "-queryfile", "head.json.tsq")
    assert run(tmp_path, *sign, "-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "reply.tsr").returncode == 0
    assert take_reply(file, tmp_path / "reply.tsr", tmp_path / "ca.pem")[:2] == "20"
    check = (
        "ts",
        "-verify",
        "-data",
        "head.json",
        "-in",
        "head.json.tsr",
        "-CAfile",
        "ca.pem",
        "-untrusted",
        "tsa.pem",
    )
    assert "Verification: OK" in (done := run(tmp_path, *check)).stdout + done.stderr
    file.write_text(file.read_text() + " ")
    with pytest.raises(LedgerError, match="is no stamp of"):
        take_reply(file, tmp_path / "reply.tsr", tmp_path / "ca.pem")
    assert run(tmp_path, *check).returncode != 0
