"""Error pages that say what happened and what to do, and lose nothing that was typed."""

from __future__ import annotations

import logging
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from mediation.database import db
from mediation.rules.findings import Words
from mediation.web import programs
from mediation.web.words import language, t

log = logging.getLogger(__name__)

# Never echoed into a page: what proves who somebody is has to be typed again.
SECRETS = ("password", "secret", "token", "otp")

_PAGES = {
    400: (
        Words("这个请求有问题", "Something is wrong with this request"),
        Words(
            "请返回上一页，刷新后再试。您填写的内容如果还在页面上，可以先复制下来。",
            "Go back, reload the page and try again. If your text is still on the page, copy it first.",
        ),
    ),
    401: (
        Words("请先登录", "Please sign in"),
        Words(
            "登录已失效。请在新窗口登录，再回到这里提交；您填写的内容还在这一页。",
            "Your sign-in has ended. Sign in in a new window, then come back and submit: "
            "what you typed is kept on this page.",
        ),
    ),
    403: (
        Words("您没有权限查看", "You may not see this page"),
        Words(
            "如果您认为应当可以查看，请联系您的主管，或换一个账号登录。",
            "If you think you should, speak to your head of unit or sign in with another account.",
        ),
    ),
    404: (
        Words("没有找到这个页面", "Page not found"),
        Words(
            "请检查地址是否完整。从短信或文书上抄的地址，请核对每一个字母和数字。",
            "Check that the address is complete. If you copied it from a message or a paper, "
            "compare every letter and digit.",
        ),
    ),
    405: (
        Words("这个页面不能这样打开", "This page cannot be opened this way"),
        Words(
            "请返回上一页，用页面上的按钮操作，不要直接刷新或收藏这个地址。",
            "Go back and use the button on the page; do not reload or bookmark this address.",
        ),
    ),
    409: (
        Words("别人刚刚办理过，您的操作没有生效", "Somebody was faster: nothing was changed by you"),
        Words(
            "您提交的同时，另一个人修改了同一内容。请点下面的按钮再看一次最新情况；您填写的内容还在。",
            "While you sent this, somebody else changed the same thing. Press the button to look again: "
            "what you typed is kept.",
        ),
    ),
    413: (
        Words("文件太大", "The file is too large"),
        Words(
            "请返回上一页，减少一次上传的文件，或把照片缩小后再传。您之前保存的内容还在。",
            "Go back and upload fewer files at a time, or make the photos smaller. "
            "What you saved is still there.",
        ),
    ),
    429: (
        Words("操作太频繁，请稍后再试", "Too many tries: please wait"),
        Words(
            "请过一会儿再试。着急的话，可以打电话或到现场办理。",
            "Wait a while and try again. If it is urgent, call us or come to the counter.",
        ),
    ),
    500: (
        Words("系统出错，您填写的内容已保存", "Something went wrong. Your saved answers are safe"),
        Words(
            "请过几分钟再试。还是不行的话，请打电话告诉我们下面的错误编号。",
            "Try again in a few minutes. If it still fails, call us and tell us the error number below.",
        ),
    ),
}


def init_errors(app: Flask) -> None:
    app.register_error_handler(CSRFError, _stale_page)
    app.register_error_handler(StaleDataError, overtaken_page)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(InternalServerError, _unforeseen)


def _http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400 or error.response is not None:
        return make_response(error.get_response())
    if programs.is_for_programs():
        return programs.problem(code, dict(error.get_headers()))
    heading, advice = _PAGES.get(code, _PAGES[400] if code < 500 else _PAGES[500])
    response = make_response(
        render_template("errors/page.html", heading=heading, advice=advice, number=None, code=code), code
    )
    for name, value in error.get_headers():
        if name in {"Retry-After", "Allow"}:
            response.headers[name] = value
    return response


def _unforeseen(error: InternalServerError) -> Response:
    """The person gets a short number; the log gets the same number below the whole story."""
    number = secrets.token_hex(3).upper()
    log.error("error %s is the one at %s %s", number, request.method, request.path)
    if programs.is_for_programs():
        return programs.problem(500, number=number)
    heading, advice = _PAGES[500]
    try:
        page = render_template("errors/page.html", heading=heading, advice=advice, number=number, code=500)
    except Exception:  # the page itself may need what is broken (the settings of the centre)
        log.exception("error %s: its page failed too", number)
        page = _bare_page(heading, advice, number)
    return make_response(page, 500)


def _bare_page(heading: Words, advice: Words, number: str) -> str:
    """A page that needs nothing but the words: no template, no settings, no style."""
    tongue = "en" if language() == "en" else "zh-CN"
    head = f'<!doctype html><html lang="{tongue}"><meta charset="utf-8"><title>{escape(t(heading))}</title>'
    return f"{head}<h1>{escape(t(heading))}</h1><p>{escape(t(advice))}</p><p>{number}</p></html>"


def _stale_page(error: CSRFError) -> Response:
    """The forgery check failed: offer the same form again with a fresh token, typed text kept.

    Only when the browser says that the form stood on a page of ours: another site must not get
    its own content offered to our reader for sending.
    """
    kept = _typed() if request.method == "POST" and _from_here() else None
    page = render_template(
        "errors/stale.html",
        kept=kept,
        had_files=any(file.filename for file in request.files.values()),
        had_secrets=any(_is_secret(name) for name in request.form),
        code=400,
    )
    return make_response(page, 400)


def overtaken_page(_error: StaleDataError | None = None) -> Response:
    """Two people wrote at once and the database let the first one through: offer the form anew.

    Sent again it meets the page's own check, which shows what the other one did.
    """
    db.session.rollback()
    if programs.is_for_programs():
        return programs.problem(412)
    return _offered_again(409)


def signed_out_page(sign_in_url: str) -> Response:
    """A form that was sent after the sign-in had ended: kept on the page until one is back."""
    return _offered_again(401, sign_in_url)


def _offered_again(code: int, sign_in_url: str = "") -> Response:
    heading, advice = _PAGES[code]
    page = render_template(
        "errors/again.html",
        heading=heading,
        advice=advice,
        kept=_typed() if request.method == "POST" and _from_here() else None,
        had_files=any(file.filename for file in request.files.values()),
        sign_in_url=sign_in_url,
        code=code,
    )
    return make_response(page, code)


def _typed() -> list[tuple[str, str]]:
    """What can be offered again: secrets and the old token (its name tells) are not."""
    return [(name, value) for name, value in request.form.items(multi=True) if not _is_secret(name)]


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRETS)


def _from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(source).netloc == request.host
