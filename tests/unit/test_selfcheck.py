from html.parser import HTMLParser

import pytest

from utils.selfcheck import question

CHOICES = {"`3 x 3`": "The kernel's own size.", "5 < 6": "One window per start.", "7 & 8": "Padding would do it."}


class Structure(HTMLParser):
    """Counts tags and checks that they close in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.text = [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def asked():
    return question("How many windows fit?", CHOICES, "5 < 6", "`7 - 3 + 1 = 5`")


def test_every_choice_folds_its_own_feedback(asked):
    html = asked._repr_mimebundle_()["text/html"]
    page = Structure(html)
    assert not page.open
    tags = [tag for tag, _ in page.seen]
    assert tags.count("details") == tags.count("summary") == len(CHOICES) + 1
    assert all("open" not in attrs for _, attrs in page.seen)
    assert "script" not in tags
    assert not any(name.startswith("on") for _, attrs in page.seen for name in attrs)
    folds = html.split("<details")[1:]
    for fold, (choice, feedback) in zip(folds, CHOICES.items(), strict=False):
        text = Structure("<details" + fold.split("</details>")[0] + "</details>").text
        assert choice.replace("`", "") in text
        assert feedback in text
        assert ("Right." in text) == (choice == "5 < 6")


def test_text_is_escaped_and_backticks_are_code(asked):
    html = asked.html()
    assert "5 &lt; 6" in html
    assert "7 &amp; 8" in html
    assert "<code>3 x 3</code>" in html
    assert "<script>" not in question("<script>", CHOICES, "7 & 8", "x").html()


def test_plain_text_puts_answers_after_all_choices(asked):
    text = repr(asked)
    assert text.index("7 & 8") < text.index("Answers:") < text.index("Right.")
    assert text.count("Not quite.") == 2
    assert "b) Right. One window per start." in text


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("", CHOICES, "5 < 6", "e"), "text"),
        (("t", {}, "5 < 6", "e"), "choices"),
        (("t", {"a": "only one"}, "a", "e"), "choices"),
        (("t", {"a": "x", "b": ""}, "a", "e"), "choices"),
        (("t", ["a", "b"], "a", "e"), "choices"),
        (("t", CHOICES, "5", "e"), "correct"),
        (("t", CHOICES, "5 < 6", " "), "explanation"),
    ],
)
def test_errors_name_the_argument(arguments, name):
    with pytest.raises(ValueError, match=f"^{name} must"):
        question(*arguments)
