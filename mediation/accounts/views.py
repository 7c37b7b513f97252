"""The door, the own account, and the administrator's pages of accounts."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import ANYONE, acting, current_actor, requires
from mediation.access.roles import LIAISONS, Role
from mediation.accounts import forms, operations, queries
from mediation.accounts.failed_attempts.known_devices import device_for, remember
from mediation.accounts.models import User
from mediation.accounts.operations import AccountRefused
from mediation.organisations.queries import all_active
from mediation.web.fields import as_choices
from mediation.web.programs import is_for_programs
from mediation.web.transaction import before_slow_work
from mediation.web.words import t

blueprint = Blueprint("accounts", __name__, url_prefix="/account")

Answer = str | Response | tuple[str, int]

PASSWORD_PAGES = frozenset({"accounts.own_password", "accounts.sign_out", "static"})


@blueprint.before_app_request
def first_a_password_of_ones_own() -> Response | None:
    """A password that somebody else knows opens no page but the one where it is replaced."""
    if is_for_programs() or not current_user.is_authenticated or not current_user.must_change_password:
        return None
    return None if request.endpoint in PASSWORD_PAGES else redirect(url_for("accounts.own_password"))


@blueprint.route("/sign-in", methods=["GET", "POST"])
@requires(ANYONE)
def sign_in() -> Answer:
    if current_user.is_authenticated:
        return redirect(_safe_next())
    form = forms.SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), (422 if form.errors else 200)
    try:
        user = operations.sign_in(
            form.username.data,
            form.password.data,
            address=request.remote_addr or "",
            at=clock.now(),
            device=device_for(operations.DOOR, queries.as_named(form.username.data)),
            let_go=before_slow_work,
        )
    except AccountRefused as refused:
        form.refuse(None, refused.words)
        return render_template("accounts/sign_in.html", form=form), 422
    kept = {name: session[name] for name in ("lang",) if name in session}
    session.clear()
    session.update(kept)
    session.permanent = True
    login_user(user)
    return remember(redirect(_safe_next()), operations.DOOR, user.username)


@blueprint.post("/sign-out")
@requires(ANYONE)
def sign_out() -> Response:
    if current_user.is_authenticated:
        operations.sign_out(current_user)
    logout_user()
    session.clear()
    return redirect(url_for("accounts.sign_in"))


@blueprint.route("/password", methods=["GET", "POST"])
@requires("account.own")
def own_password() -> Answer:
    form = forms.OwnPasswordForm()
    if form.validate_on_submit() and form.is_repeated():
        try:
            operations.change_password(
                current_user._get_current_object(),
                form.old_password.data,
                form.password.data,
                at=clock.now(),
                let_go=before_slow_work,
            )
        except AccountRefused as refused:
            form.refuse(refused.field or None, refused.words)
        else:
            login_user(current_user._get_current_object())  # the proxy would stand for itself
            flash(
                t("密码已修改，其他设备上的登录已失效。", "Password changed. Other devices are signed out.")
            )
            return redirect(home_of(current_actor().roles))
    return render_template("accounts/own_password.html", form=form), (422 if form.errors else 200)


@blueprint.route("/email", methods=["GET", "POST"])
@requires("account.own")
def own_email() -> Answer:
    form = forms.OwnEmailForm(obj=current_user)
    if form.validate_on_submit():
        operations.change_email(current_user._get_current_object(), form.email.data or "", acting())
        flash(t("已保存。", "Saved."), "success")
        return redirect(url_for("accounts.own_email"))
    return render_template("accounts/own_email.html", form=form), (422 if form.errors else 200)


@blueprint.get("/users")
@requires("users.manage")
def users() -> Answer:
    return render_template("accounts/users.html", users=queries.all_users())


@blueprint.route("/users/new", methods=["GET", "POST"])
@requires("users.manage")
def new_user() -> Answer:
    form = forms.NewUserForm()
    _offer_organisations(form)
    if form.validate_on_submit():
        try:
            operations.create_user(
                form.username.data,
                form.name.data,
                [Role(role) for role in form.roles.data],
                form.password.data,
                acting(),
                organisation_id=form.belongs_to,
                email=form.email.data or "",
            )
        except AccountRefused as refused:
            form.refuse(refused.field or None, refused.words)
        else:
            flash(
                t("账号已建立。请当面或电话告知初始密码。", "Account created. Tell the person the password.")
            )
            return redirect(url_for("accounts.users"))
    return render_template("accounts/user.html", form=form, user=None), (422 if form.errors else 200)


@blueprint.route("/users/<int:user_id>", methods=["GET", "POST"])
@requires("users.manage")
def user(user_id: int) -> Answer:
    person = _user_or_404(user_id)
    form = forms.UserForm(obj=person)
    _offer_organisations(form)
    if form.validate_on_submit():
        try:
            operations.change_user(
                person,
                acting(),
                name=form.name.data,
                roles=[Role(role) for role in form.roles.data],
                organisation_id=form.belongs_to,
                active=form.active.data,
            )
        except AccountRefused as refused:
            form.refuse(refused.field, refused.words)
        else:
            operations.change_email(person, form.email.data or "", acting())
            flash(t("已保存。", "Saved."))
            return redirect(url_for("accounts.users"))
    return render_template("accounts/user.html", form=form, user=person), (422 if form.errors else 200)


@blueprint.route("/users/<int:user_id>/password", methods=["GET", "POST"])
@requires("users.manage")
def user_password(user_id: int) -> Answer:
    person = _user_or_404(user_id)
    form = forms.NewPasswordForm()
    if form.validate_on_submit():
        try:
            operations.set_password(person, form.password.data, acting(), must_change=True)
        except AccountRefused as refused:
            form.refuse(refused.field or None, refused.words)
        else:
            flash(t("临时密码已设置。", "Temporary password set."))
            return redirect(url_for("accounts.users"))
    return render_template("accounts/user_password.html", form=form, user=person), (
        422 if form.errors else 200
    )


def home_of(roles: frozenset[Role]) -> str:
    """Where a person lands after the door; the work of liaisons is the ledger of hand-overs."""
    if roles == {Role.ADMINISTRATOR}:
        return url_for("accounts.users")
    return url_for("referrals.ledger" if roles and roles <= set(LIAISONS) else "cases.desk")


def _safe_next() -> str:
    """The page asked for before the door, if it is one of ours.

    Browsers read a backslash as a slash and drop tabs and line ends: what is left may name a host.
    """
    wanted = request.args.get("next", "")
    if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable():
        return wanted
    return home_of(frozenset(Role(role) for role in current_user.roles))


def _offer_organisations(form: forms.UserForm) -> None:
    form.organisation_id.choices = as_choices([(body.id, body.words) for body in all_active()])


def _user_or_404(user_id: int) -> User:
    return queries.user(user_id) or abort(404)
