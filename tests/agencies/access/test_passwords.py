import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from tests.factories import UserFactory


@pytest.mark.parametrize(
    "password",
    ["Kopi-Tubruk-77", "kapal layar di laut biru tenang", "Aa1!" * 5],
)
def test_long_or_mixed_passwords_are_taken(password):
    validate_password(password)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Pendek-1", "password_too_short"),
        ("hurufkecilsaja", "password_classes"),
        ("Bansos-Hari-77", "password_office_word"),
        ("Qwertyuiop123", "password_too_common"),
        ("Ab1!" * 40, "password_too_long"),
    ],
)
def test_weak_passwords_are_refused_with_a_reason(password, code):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert code in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("Pendek-1", "Pakai sedikitnya 12 huruf."),
        ("Qwertyuiop123", "sering dipakai orang"),
        ("Kadek.Yuliani1", "nama atau surel Anda"),
    ],
)
def test_every_reason_is_told_in_our_words(password, words):
    user = UserFactory.build(username="kadek.yuliani", name="Kadek Yuliani")
    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    assert words in " ".join(refused.value.messages)
    assert "anda" not in " ".join(password_validators_help_texts()).split()  # Django's own words say it so


def test_a_password_like_the_name_is_refused():
    user = UserFactory.build(username="kadek.yuliani", name="Kadek Yuliani")
    with pytest.raises(ValidationError) as refused:
        validate_password("Kadek.Yuliani1", user)
    assert "password_too_similar" in [error.code for error in refused.value.error_list]


@pytest.mark.django_db
def test_the_last_five_passwords_and_the_present_one_are_not_taken_again():
    user = UserFactory()
    used = [f"Kopi-Tubruk-{number}" for number in range(70, 77)]
    for password in used:
        user.set_password(password)
        user.save()
    forgotten, *kept = used
    for password in kept:
        with pytest.raises(ValidationError) as refused:
            validate_password(password, user)
        assert "password_used_before" in [error.code for error in refused.value.error_list]
    validate_password(forgotten, user)
    assert user.past_passwords.count() == 5
