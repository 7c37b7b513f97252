"""The sheets that lie on top of a package: the index as PDF and as a table, and how to check it."""

from __future__ import annotations

import io

from mediation.documents.compose import environment
from mediation.documents.facts import canonical, sha256_of
from mediation.documents.imprint import Imprint
from mediation.documents.render import html_to_pdf, printable
from mediation.packages.facts import PackageFacts
from mediation.packages.signers import Signer
from mediation.rules.findings import Words
from mediation.spreadsheets.columns import Column, Type
from mediation.spreadsheets.writing import Format, open_writer
from mediation.web.words import speaking, t

TITLE = Words("材料目录", "Index")
COLUMNS = (
    Column("number", Words("序号", "No."), Type.WHOLE, width=6),
    Column("name", Words("材料名称", "Paper"), width=40),
    Column("mark", Words("编号", "Number"), width=26),
    Column("dated_on", Words("日期", "Date"), Type.DAY, width=12),
    Column("place", Words("卷内位置", "Place in a case file"), width=26),
    Column("remark", Words("备注", "Remarks"), width=24),
    Column("code", Words("验证码", "Verification code"), width=16),
    Column("path", Words("文件", "File"), width=50),
    Column("size", Words("字节", "Bytes"), Type.WHOLE, width=11),
    Column("sha256", Words("指纹（SHA-256）", "SHA-256"), width=66),
)

README = """材料包 {number} 第 {version} 版
{made_by} → {made_for}

一、包里有什么
  index.pdf、index.xlsx  材料目录
  case.json              案件和移送的事实，供系统读取；结构见 case.schema.json
  papers/                本中心出具的文书，以及要素式诉状
  evidence/              当事人提交的材料
  manifest.json          清单：每个文件的长度、SHA-256、SM3
  manifest.json.sig      对清单的签名；signer.pem 是签名人的证书
  SHA256SUMS             供 sha256sum 使用的校验值

二、怎样核验
  1. 解压后在这个文件夹里执行： sha256sum -c SHA256SUMS
     每一行都应显示 OK。（Windows 可以用 certutil -hashfile 文件名 SHA256 逐个比对。）
  2. 核对签名：
     openssl x509 -in signer.pem -pubkey -noout > key.pem
     openssl dgst -sha256 -verify key.pem -signature manifest.json.sig manifest.json
     应显示 Verified OK。
  3. 核对是谁签的：公钥指纹（SHA-256）应与 {check_url} 公布的一致：
     {fingerprint}
  也可以在该页面上传材料包，一次查清改动、缺少、多出的文件。

------------------------------------------------------------------------

Package {number}, version {version}
{made_by_en} -> {made_for}

1. What is in it
  index.pdf, index.xlsx  the index
  case.json              facts of case and hand-over for machines; case.schema.json says how to read it
  papers/                papers issued by the centre, and pleadings in the courts' element-based form
  evidence/              what the parties handed in
  manifest.json          the manifest: length, SHA-256 and SM3 of every file
  manifest.json.sig      the signature over it; signer.pem is the signer's certificate
  SHA256SUMS             the digests for sha256sum

2. How to check it
  1. Unpack it, and in its folder run: sha256sum -c SHA256SUMS
     Every line must say OK. (On Windows compare one by one with certutil -hashfile FILE SHA256.)
  2. Check the signature:
     openssl x509 -in signer.pem -pubkey -noout > key.pem
     openssl dgst -sha256 -verify key.pem -signature manifest.json.sig manifest.json
     It must say Verified OK.
  3. Check whose signature it is: the fingerprint of the public key (SHA-256) must be the one published
     at {check_url}:
     {fingerprint}
  Or hand the package in on that page: it says what was changed, is missing or was added.
"""


def readme(facts: PackageFacts, signer: Signer) -> bytes:
    """`README.txt`, with line ends that every editor shows."""
    written = README.format(
        number=facts.number,
        version=facts.version,
        made_by=facts.issuer.name,
        made_by_en=facts.issuer.name_en or facts.issuer.name,
        made_for=facts.made_for,
        check_url=facts.check_url,
        fingerprint=signer.fingerprint,
    )
    return written.replace("\n", "\r\n").encode()


def index_pdf(facts: PackageFacts, signer: Signer) -> bytes:
    """`index.pdf`; the same facts give the same bytes. Raises RenderRefused without the renderer."""
    imprint = Imprint(issued_at=facts.as_of, fingerprint=sha256_of(canonical(facts)))
    shown = printable(facts, strict=False)
    with speaking(facts.lang):
        html = (
            environment().get_template("package_index.html").render(f=shown, imprint=imprint, signer=signer)
        )
    return html_to_pdf(html, imprint)


def index_xlsx(facts: PackageFacts) -> bytes:
    """`index.xlsx`: a line for each piece, and on a second sheet what the package is."""
    out = io.BytesIO()
    about = (
        (Words("移送编号", "Hand-over"), facts.number),
        (Words("材料包版次", "Version of the package"), str(facts.version)),
        (Words("接收单位", "To"), facts.made_for),
        (Words("案件编号", "Case"), facts.case_number),
        (Words("当事人", "Parties"), facts.parties),
    )
    with (
        speaking(facts.lang),
        open_writer(Format.XLSX, out, COLUMNS, lang=facts.lang.value, title=TITLE, about=about) as writer,
    ):
        writer.write(
            (
                piece.number,
                t(piece.name),
                piece.mark,
                piece.dated_on,
                t(piece.place),
                piece.remark,
                piece.code,
                piece.path,
                piece.size,
                piece.sha256,
            )
            for piece in facts.pieces
        )
    return out.getvalue()
