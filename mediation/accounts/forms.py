"""The shape of what is typed at the door and on the pages of accounts."""

from __future__ import annotations

from wtforms import PasswordField

from mediation.access.roles import USER_ROLES
from mediation.rules.findings import Words
from mediation.web.fields import (
    ChoiceField,
    ChoicesField,
    CodeField,
    EmailField,
    Missing,
    TextField,
    TickField,
)
from mediation.web.forms import BaseForm
from mediation.web.words import label


def _password(zh: str, en: str, missing: Words) -> PasswordField:
    return PasswordField(label(zh, en), validators=[Missing(missing)])


class SignInForm(BaseForm):
    username = TextField(label("账号", "User name"), Words("请填写账号。", "Enter your user name."), most=100)
    password = _password("密码", "Password", Words("请填写密码。", "Enter your password."))


class OwnPasswordForm(BaseForm):
    old_password = _password("原密码", "Old password", Words("请填写原密码。", "Enter the old password."))
    password = _password("新密码", "New password", Words("请填写新密码。", "Enter a new password."))
    again = _password("再输入一次新密码", "New password again", Words("请再输入一次。", "Enter it again."))

    def is_repeated(self) -> bool:
        """Whether both entries are the same; says so beside the second when not."""
        if self.password.data == self.again.data:
            return True
        self.refuse("again", Words("两次输入的新密码不一样。", "The two entries differ."))
        return False


class OwnEmailForm(BaseForm):
    email = EmailField(
        label("电子邮箱（选填）", "E-mail (optional)"),
        hint=Words(
            "填写后，站内通知和每日提醒同时发到这个邮箱；清空就只留在站内。",
            "Letters and the morning reminder go there as well. Leave it empty for the inbox only.",
        ),
    )


class UserForm(BaseForm):
    name = TextField(label("姓名", "Name"), Words("请填写姓名。", "Enter the name."), most=50)
    roles = ChoicesField(
        label("角色", "Roles"),
        [(role.value, role.words) for role in USER_ROLES],
        Words("请至少选一个角色。", "Choose at least one role."),
    )
    organisation_id = ChoiceField(
        label("所属机构", "Belongs to"),
        hint=Words(
            "站长、调解员、机构和联络员必须选。", "Needed for heads, mediators, institutions and liaisons."
        ),
        coerce=int,
    )
    email = EmailField(
        label("电子邮箱（选填）", "E-mail (optional)"),
        hint=Words("站内通知同时发到这里。", "Letters to the inbox go there as well."),
    )
    active = TickField(label("可以登录", "May sign in"), default=True)

    @property
    def belongs_to(self) -> int | None:
        """The id of the body chosen."""
        return int(self.organisation_id.data) if self.organisation_id.data else None


class NewUserForm(UserForm):
    username = CodeField(label("账号名", "User name"), Words("请填写账号名。", "Enter a user name."), most=60)
    password = _password(
        "初始密码（首次登录后必须修改）",
        "First password (to be changed at the first sign-in)",
        Words("请填写初始密码。", "Enter a first password."),
    )


class NewPasswordForm(BaseForm):
    password = _password(
        "新的临时密码", "New temporary password", Words("请填写临时密码。", "Enter a temporary password.")
    )
