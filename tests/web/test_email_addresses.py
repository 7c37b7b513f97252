"""An e-mail address is one address, or it is refused where it is typed."""

from __future__ import annotations

import pytest

from mediation.text import email_address

TAKEN = [
    # typed, kept, remark
    ("zhang@qq.com", "zhang@qq.com", "as usual"),
    ("A.B+c@Example.CN", "A.B+c@example.cn", "the domain has no capitals, the name before it may"),
    ("毒@例子.中国", "毒@例子.中国", "RFC 6531"),
]
REFUSED = [
    # typed, remark
    ("root,ok@example.cn", "two addresses to a mail server"),
    ("a<b>@c.cn", "an address within brackets"),
    ("王 <a@b.cn>", "a name beside the address"),
    ("a@b.cn;x@y.cn", "a list"),
    ("a@b.cn\r\nBcc:z@b.cn", "a header"),
    ("a@b.cn\x00", "no character"),
    ('"a b"@c.cn', "a quoted name"),
    ("a@[127.0.0.1]", "a machine"),
    ("a@localhost", "no domain"),
    ("a..b@c.cn", "an empty part"),
    ("a@b", "no top-level domain"),
]


@pytest.mark.parametrize(("typed", "kept", "remark"), TAKEN)
def test_one_address_is_kept(typed: str, kept: str, remark: str) -> None:
    assert email_address(typed) == kept, remark


@pytest.mark.parametrize(("typed", "remark"), REFUSED)
def test_anything_else_is_refused(typed: str, remark: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        email_address(typed)
