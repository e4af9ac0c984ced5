"""Forms: cleaned text, bounded lengths, phones, rupiah, and the guard every POST form carries."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect, generate_csrf
from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict
from wtforms import FileField, IntegerField, StringField, TextAreaField, ValidationError, validators
from wtforms.fields.choices import SelectChoice

from community.foundation import clock, idempotency, money, phones, words
from community.foundation.errors import DomainError, NotFound

csrf = CSRFProtect()
LINE, TEXT, PARSED = 120, 4000, 300


class _Said:
    """The library's own sentences by what they are about; it has none in Indonesian."""

    def gettext(self, sentence: str) -> str:
        if "choice" in sentence.lower():
            return str(_("Pilih salah satu dari daftar."))
        if "date" in sentence:
            return str(_("Tulis tanggal yang ada, misalnya 24-11-2026."))
        if "time" in sentence:
            return str(_("Tulis jam, misalnya 09.00."))
        return str(_("Isian ini belum tepat. Coba periksa lagi."))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular)


def form_guard() -> Markup:
    """The hidden fields of every POST form: CSRF token and idempotency key."""
    key = secrets.token_urlsafe(12)
    # The library keeps it for the request, but looks up its settings again for each form.
    token = g.get("csrf_token") or generate_csrf()
    return Markup(  # noqa: S704 - both values are made here, of letters that need no escaping
        f'<input type="hidden" name="csrf_token" value="{token}">'
        f'<input type="hidden" name="{idempotency.FIELD}" value="{key}">'
    )


def _files_of(form: FlaskForm) -> MultiDict[str, FileStorage]:
    wanted = {field.name for field in form if isinstance(field, FileField)}
    return MultiDict((name, file) for name, file in request.files.items(multi=True) if name in wanted)


class Form(FlaskForm):
    """A form whose token stands in `form_guard()` and whose broken rules land beside their field."""

    _refused_with: int | None = None

    class Meta:
        csrf = False  # CSRFProtect checks every unsafe request before the view, forms or not

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """What a form of ours sent: files for the fields of files, text for all others; JSON is not read."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return CombinedMultiDict((_files_of(form), request.form)) if form.is_submitted() else None

        def get_translations(self, form: FlaskForm) -> Any:
            """What the library says by itself, in our words."""
            return _Said()

    @property
    def status(self) -> int:
        """With what a page answers that shows this form: 200 opened, 422 shown again, or what the refusal says."""
        return self._refused_with or (DomainError.status if self.is_submitted() else 200)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; the page says in its title that something is to be put right."""
        good = bool(super().validate(extra_validators))
        if not good:
            g.form_is_wrong = True
        return good

    def blame(self, error: DomainError) -> None:
        """Show each broken rule beside its field, or above the form when it belongs to none."""
        g.form_is_wrong = True
        self._refused_with = error.status
        for broken in getattr(error, "broken", (error,)):
            self._blame_one(broken)

    def _blame_one(self, error: DomainError) -> None:
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(error.sentence)
        else:
            field.errors = [*field.errors, error.sentence]

    @contextmanager
    def showing_errors(self, *, of_fields_alone: bool = False) -> Iterator[None]:
        """A rule that is broken inside is shown on the form, and the view goes on to show it again.

        With `of_fields_alone`, what belongs to no field is an answer of its own: the form would not mend it.
        What is not there never stands on a form.
        """
        try:
            yield
        except DomainError as error:
            if isinstance(error, NotFound) or (of_fields_alone and error.field is None):
                raise
            self.blame(error)

    def blame_rules(self, check: Callable[[], object]) -> None:
        """Where fields are wrong by themselves: what breaks a rule of the service is shown in the same round.

        No rule reads what is far longer than it may be: that could take as long as somebody likes.
        """
        if self.is_submitted() and not any(map(_is_far_too_long, self)):
            with self.showing_errors():
                check()


class Required(validators.InputRequired):
    """Something must be typed or chosen."""

    def __init__(self, message: object = None) -> None:
        super().__init__(message or _l("Bagian ini perlu diisi."))


class Most(validators.Length):
    """At most `most` characters, also told to the browser."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most)
        self.most = most

    def __call__(self, form: Any, field: Any) -> None:
        if field.data and len(field.data) > self.most:
            raise validators.StopValidation(
                _(
                    "Terlalu panjang: paling banyak %(n)s huruf, sekarang %(now)s.",
                    n=money.group_digits(self.most),
                    now=money.group_digits(len(field.data)),
                )
            )


def _is_far_too_long(field: Any) -> bool:
    allowed = [check.most for check in field.validators if isinstance(check, Most)]
    return bool(allowed and isinstance(field.data, str) and len(field.data) > 2 * min(allowed))


def _only_text(values: list[Any]) -> str:
    return values[0] if values and isinstance(values[0], str) else ""


class LineField(StringField):
    """One cleaned line of at most `most` characters."""

    def __init__(self, label: Any = None, checks: Any = (), *, most: int = LINE, **kwargs: Any) -> None:
        super().__init__(label, [*checks, Most(most)], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = words.clean_line(_only_text(valuelist))
        self.raw_data = [self.data]


class LinesField(TextAreaField):
    """Cleaned text of several lines and at most `most` characters."""

    def __init__(self, label: Any = None, checks: Any = (), *, most: int = TEXT, **kwargs: Any) -> None:
        super().__init__(label, [*checks, Most(most)], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = words.clean_text(_only_text(valuelist))
        self.raw_data = [self.data]


# Points group thousands; "1.5" is not fifteen.
_WHOLE_NUMBER = re.compile(r"[0-9]{1,15}|[0-9]{1,3}(\.[0-9]{3}){1,4}")


class NumberField(IntegerField):
    """A whole number between `least` and `most`; empty is None."""

    def __init__(
        self, label: Any = None, checks: Any = (), *, least: int = 0, most: int = 10**9, **kwargs: Any
    ) -> None:
        super().__init__(label, checks or [validators.Optional()], **kwargs)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = words.clean_line(_only_text(valuelist))
        # What is asked for must be there once cleaned: a space alone is no number.
        self.data, self.raw_data = None, [typed]
        if not typed:
            return
        if not _WHOLE_NUMBER.fullmatch(typed):
            raise ValueError(_("Tulis angka saja, misalnya 12."))
        self.data = int(typed.replace(".", ""))

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and not self.least <= self.data <= self.most:
            raise ValidationError(
                _(
                    "Isi antara %(least)s dan %(most)s.",
                    least=money.group_digits(self.least),
                    most=money.group_digits(self.most),
                )
            )


class YearField(NumberField):
    """A year from `least` to the present one and `ahead` more."""

    def __init__(self, label: Any = None, checks: Any = (), *, least: int, ahead: int = 0, **kwargs: Any) -> None:
        super().__init__(label, checks, least=least, **kwargs)
        self.ahead = ahead
        # Templates know fields by this name.
        self.type = "NumberField"

    def pre_validate(self, form: Any) -> None:
        this_year = clock.today().year
        if self.data is not None and not self.least <= self.data <= this_year + self.ahead:
            sentence = _("Tulis tahun antara %(first)s dan %(last)s, misalnya %(example)s.",
                         first=self.least, last=this_year + self.ahead, example=this_year - 2)  # fmt: skip
            raise ValidationError(sentence)


class _ParsedField(StringField):
    """A line turned into a value by `parse`; what was typed stays in the box when it fails."""

    parse: Any
    show: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = words.clean_line(_only_text(valuelist)[: 2 * PARSED])[:PARSED]
        self.typed, self.data, self.raw_data = typed, None, [typed]
        if not typed:
            return
        try:
            self.data = type(self).parse(typed)
        except DomainError as error:
            raise ValueError(error.sentence) from error

    def _value(self) -> str:
        if getattr(self, "typed", None) is not None:
            return str(self.typed)
        return str(type(self).show(self.data)) if self.data else ""


class PhoneField(_ParsedField):
    """A phone number; `data` is E.164."""

    parse = staticmethod(phones.parse_phone)
    show = staticmethod(phones.format_phone)


class MoneyField(_ParsedField):
    """Rupiah; `data` is a whole number up to `money.MOST_STORED`."""

    parse = staticmethod(money.parse_rupiah)
    show = staticmethod(money.group_digits)

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data > money.MOST_STORED:
            raise ValidationError(_("Jumlahnya terlalu besar."))


def as_choices(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """(value, label) pairs as WTForms wants them; labels may be lazy translations."""
    return [SelectChoice(value, label) for value, label in pairs]


def argument(name: str, most: int = 200) -> str:
    """A cleaned query parameter, shortened to `most` characters; "" when absent."""
    return words.clean_line(request.args.get(name, "")[: most * 2])[:most]


def list_address(endpoint: str, filters: Collection[str], **changes: str | None) -> str:
    """The list with the filters and the region it has now, and these changes; None or "" takes one away."""
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name in (*filters, "wilayah")}
    return url_for(endpoint, **{name: value for name, value in {**kept, **changes}.items() if value})
