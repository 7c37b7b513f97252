"""What a check found, as lines for a person, in both languages; and the command that prints them. Pure."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from mediation.packages.checker import UNREADABLE, Verdict, check
from mediation.packages.signers import keys_in
from mediation.rules.findings import Words

GENUINE = Words("通过：材料包与制作时逐字节一致。", "Genuine: byte for byte the package that was made.")
WRONG = Words("不通过：", "Not as it was made:")
UNCHECKED = Words("无法查验：", "It could not be checked:")
COMPARE = Words(
    "注意：没有给出中心的密钥（--key）。请把上面的公钥指纹与中心公布的指纹核对，一致才能确认是中心签名的。",
    "Mind: no key of the centre was given (--key). Compare the fingerprint above with the one that the "
    "centre publishes; only then is it certain that the centre signed.",
)
NO_KEY = Words("密钥文件读不出来：", "The key file cannot be read: ")


def lines(verdict: Verdict) -> Iterator[Words]:
    """The verdict first, then what the package is, then every fault."""
    if verdict.manifest is None:
        yield UNCHECKED
    else:
        yield GENUINE if verdict.is_genuine else WRONG
    yield from (fault.words for fault in verdict.faults)
    if verdict.manifest is not None:
        yield from _facts(verdict)


def _facts(verdict: Verdict) -> Iterator[Words]:
    it, signer = verdict.manifest, verdict.signer
    assert it is not None
    size = sum(one.size for one in it.files)
    yield Words(
        f"{it.package} 第 {it.version} 版，{it.made_by} → {it.made_for}，案件 {it.case or '无'}，"
        f"材料截至 {it.as_of}，清单列 {len(it.files)} 个文件，{size} 字节。",
        f"{it.package}, version {it.version}, {it.made_by} → {it.made_for}, "
        f"case {it.case or 'none'}, as of {it.as_of}, {len(it.files)} files listed, {size} bytes.",
    )
    if signer is not None:
        yield Words(
            f"签名证书：{signer.holder}，公钥指纹（SHA-256）{signer.fingerprint}",
            f"Certificate of the signer: {signer.holder}, fingerprint of the public key (SHA-256) "
            f"{signer.fingerprint}",
        )
    if not verdict.key_given:
        yield COMPARE


def run(file: str, key: str | None = None) -> tuple[int, list[str]]:
    """Check `file` with the keys in the PEM file `key`; gives the exit code and the lines to print."""
    try:
        keys = keys_in(Path(key).read_bytes()) if key else ()
    except (OSError, ValueError) as error:
        return UNREADABLE, [f"{NO_KEY.zh}{error}", f"{NO_KEY.en}{error}"]
    verdict = check(Path(file), keys)
    return verdict.exit_code, [text for words in lines(verdict) for text in words]


def main(arguments: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(prog="python -m mediation.packages.report", description=__doc__)
    asked.add_argument("file")
    asked.add_argument("--key", help="PEM of the centre's public key or certificate")
    given = asked.parse_args(arguments)
    code, printed = run(given.file, given.key)
    sys.stdout.write("\n".join((*printed, "")))
    return code


if __name__ == "__main__":
    sys.exit(main())
