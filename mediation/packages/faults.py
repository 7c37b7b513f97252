"""What can be wrong with a package, in both languages. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was made; `path` is the file concerned, empty for the whole."""

    code: str
    path: str
    words: Words


def no_zip() -> Fault:
    return Fault("no_zip", "", Words("不是 ZIP 文件，无法查验。", "It is no ZIP file and cannot be checked."))


def truncated(last: str) -> Fault:
    after_zh = f"，在“{last}”之后中断" if last else ""
    after_en = f" after “{last}”" if last else ""
    return Fault(
        "truncated",
        last,
        Words(
            f"文件不完整{after_zh}，可能没有下载完。请重新取得。",
            f"The file breaks off{after_en}; perhaps the download did not finish. Fetch it again.",
        ),
    )


def no_manifest(path: str, why: str) -> Fault:
    return Fault(
        "no_manifest",
        path,
        Words(
            f"没有可以读取的清单 {path}，不是本系统的材料包，或者清单被破坏（{why}）。",
            f"No readable manifest {path}: it is no package of this system, or the manifest was damaged "
            f"({why}).",
        ),
    )


def unsigned(path: str) -> Fault:
    return Fault(
        "unsigned",
        path,
        Words(
            "清单没有签名，或者没有签名人证书。",
            "The manifest is not signed, or the signer's certificate is gone.",
        ),
    )


def signature_wrong(path: str) -> Fault:
    return Fault(
        "signature_wrong",
        path,
        Words(
            "签名与清单不符：签名之后，清单、签名或者证书被改动过。",
            "The signature does not fit: manifest, signature or certificate was changed after signing.",
        ),
    )


def other_key(path: str) -> Fault:
    return Fault(
        "other_key",
        path,
        Words(
            "清单不是用您给出的密钥签名的：材料包不是该中心制作的。",
            "The manifest was not signed with the key that you gave: that centre did not make this package.",
        ),
    )


def changed(path: str, *, was: int, now: int) -> Fault:
    length = Words("（长度不变）", " (same length)")
    if was != now:
        length = Words(f"（原 {was} 字节，现 {now} 字节）", f" (it had {was} bytes, now {now})")
    return Fault("changed", path, Words(f"内容被改动{length.zh}：{path}", f"Changed{length.en}: {path}"))


def unreadable(path: str, why: str) -> Fault:
    return Fault(
        "changed",
        path,
        Words(f"已损坏，读不出来（{why}）：{path}", f"Damaged, cannot be read ({why}): {path}"),
    )


def missing(path: str) -> Fault:
    return Fault("missing", path, Words(f"缺少：{path}", f"Missing: {path}"))


def added(path: str) -> Fault:
    return Fault("added", path, Words(f"多出，清单中没有：{path}", f"Added, not in the manifest: {path}"))


def renamed(path: str, now: str) -> Fault:
    return Fault(
        "renamed",
        path,
        Words(f"改了名：{path} → {now}（内容未变）", f"Renamed: {path} → {now} (content unchanged)"),
    )


def repeated(path: str) -> Fault:
    return Fault(
        "duplicate",
        path,
        Words(f"同名文件出现不止一次：{path}", f"More than one file has this name: {path}"),
    )


def unsafe(path: str) -> Fault:
    return Fault(
        "unsafe_path",
        path,
        Words(
            f"文件名不安全，解压时可能写到别处：{path!r}。请不要解压。",
            f"Unsafe name, it may be written elsewhere when unpacked: {path!r}. Do not unpack it.",
        ),
    )


def reordered(path: str) -> Fault:
    return Fault(
        "reordered",
        path,
        Words(
            f"文件的先后顺序被改动，从这里起：{path}", f"Files were put in another order, from here: {path}"
        ),
    )


def manifest_reordered(path: str) -> Fault:
    return Fault(
        "manifest_reordered",
        path,
        Words(
            f"清单的顺序或者编号被改动，从这里起：{path}",
            f"The manifest was put in another order, from here: {path}",
        ),
    )


def sums_wrong(path: str) -> Fault:
    return Fault(
        "sums_wrong", path, Words(f"{path} 与清单不符。", f"{path} does not agree with the manifest.")
    )


def repacked(at: int) -> Fault:
    return Fault(
        "repacked",
        "",
        Words(
            f"各文件都没有改动，但 ZIP 本身不是原来的字节（从第 {at} 字节起不同）："
            "重新打包过，或者附加了内容。",
            f"No file was changed, but the ZIP is not the one that was made (it differs from byte {at}): "
            "it was packed anew, or something was attached.",
        ),
    )
