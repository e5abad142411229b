"""What labels mean, learned from those that are listed."""
# mypy: disable-error-code="import-not-found,import-untyped,misc"

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, get_args

import numpy as np

from intake.extract.labels import label_lists, plain_label
from intake.extract.rowtext import fold, simplified
from intake.extract.unlisted import NO_FIELD, parts_of, words_in
from intake.word_model import WordModel
from models.document import FieldName
from tests.bench.learned.sheets import Told

_C: Final = 30.0
_FEWEST_WORDS: Final = 5
"""A part of a label is learned where it stands in so many words."""
Lists = Mapping[str, set[str]]
"""The fields a label may mean, by the label."""


def listed() -> Lists:
    """All labels of fields.yaml, whatever the paper's type, and the words that it says are none."""
    lists = label_lists()
    found: dict[str, set[str]] = {}
    for of_type in (lists["any"], *lists["by_type"].values()):
        for field in set(get_args(FieldName)) & of_type.keys():
            for word in of_type[field]:
                found.setdefault(plain_label(word), set()).add(field)
    for word in lists["stops"]:
        found.setdefault(plain_label(word), {NO_FIELD})
    return found


def learn(lists: Lists, sheets: Iterable[Told]) -> WordModel:
    """A multinomial logistic regression over the parts of labels. Words that stand on sheets where labels stand and are
    in no list are labels of nothing."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    lessons = [(word, field) for word in sorted(lists) for field in sorted(lists[word])]
    others = {word for one in sheets for text in one.texts for word in words_in(simplified(fold(text)))}
    lessons += [(word, NO_FIELD) for word in sorted(others - lists.keys())]
    seen = CountVectorizer(analyzer=parts_of, binary=True, min_df=_FEWEST_WORDS)
    model = LogisticRegression(C=_C, max_iter=500)
    model.fit(seen.fit_transform([word for word, _ in lessons]), [field for _, field in lessons])
    weights = np.vstack([model.coef_.T, model.intercept_])
    return WordModel(list(map(str, seen.get_feature_names_out())), list(map(str, model.classes_)), weights)
