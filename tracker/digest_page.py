"""The read model of the page on which the digest is turned on and off."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from tracker.models import Digest, DigestSubscription


@dataclass(frozen=True)
class DigestSettings:
    """``subscription``: the open one or None; ``is_confirmed``: whether mail may be sent to the address at all."""

    subscription: DigestSubscription | None
    is_confirmed: bool
    last: Digest | None

    @classmethod
    def of(cls, access):
        learner = access.learner
        user = learner.user
        return cls(
            subscription=DigestSubscription.objects.for_learner(learner).open().first(),
            is_confirmed=EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists(),
            last=Digest.objects.for_learner(learner).sent().first(),
        )
