"""Staff accounts, their roles in workspaces, and what lets people and programs in."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.crypto import salted_hmac

from lightyear.accounts.matrix import Role
from lightyear.kit import clock, ids
from lightyear.workspaces.models import Workspace


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, *, name: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff; one account for one person (45 CFR 164.312(a)(2)(i)).

    Every session of the account ends at once when `session_generation` changes.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    session_generation = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return str(self.id)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session carries and every request compares; the base class asks for it by this name."""
        value = f"{self.password} {self.session_generation}"
        return salted_hmac("lightyear.accounts.session", value, secret=secret, algorithm="sha256").hexdigest()


class CurrentMembers(models.Manager["Membership"]):
    """Memberships that have not ended: what everybody means but the services that end and renew them."""

    def get_queryset(self) -> models.QuerySet["Membership"]:
        return super().get_queryset().filter(ended_at=None)


class Membership(models.Model):
    """What a member of staff is in one workspace, until it ends."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    objects = CurrentMembers()
    ever = models.Manager["Membership"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_role_per_workspace")]

    def __str__(self) -> str:
        return str(self.id)


class SignInLink(models.Model):
    """A link that lets one person in once; only the digest of its token is kept.

    A `reset` chooses a new password instead of signing in, and may also drop a lost second factor;
    `issued_by` is the owner who answers for it, null where the machine made it.
    """

    class Use(models.TextChoices):
        SIGN_IN = "sign_in"
        RESET = "reset"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    use = models.CharField(max_length=10, choices=Use.choices, default=Use.SIGN_IN)
    drops_second_factor = models.BooleanField(default=False)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    token_digest = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class SetUpLink(models.Model):
    """The link by which the first person of an empty installation makes an account, once."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    token_digest = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class Invitation(models.Model):
    """A link by which one person joins a workspace in a role; works once."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices)
    token_digest = models.BinaryField()
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_digest", "workspace"], name="one_invitation_per_token")
        ]

    def __str__(self) -> str:
        return str(self.id)


class ApiKey(models.Model):
    """A program's way in: a person answers for it, and it may do no more than she may.

    The key is shown once; `prefix` tells keys apart, `digest` is the SHA-256 of the whole.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=16)
    digest = models.BinaryField()
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "workspace"], name="one_key_per_prefix")]

    def __str__(self) -> str:
        return str(self.id)
