import pytest

from matching.errors import UnknownSkillError, VocabularyError
from matching.vocabulary import Skill, Vocabulary
from tests.matching.world import SKILLS_CSV, vocabulary_at


@pytest.mark.parametrize(
    ("typed", "skill"),
    [
        ("menjahit", "menjahit"),
        ("  SEWING ", "menjahit"),
        ("penjahit", "menjahit"),
        ("tukang jahit", "menjahit"),
        ("instlasi listrik", "listrik"),
        ("membuat_pola", "membuat_pola"),
        ("astronot", None),
        ("", None),
    ],
)
def test_find(vocabulary, typed, skill):
    assert vocabulary.find(typed) == skill


def test_find_every_name_and_alias_leads_to_its_skill(vocabulary):
    for skill in vocabulary.skills.values():
        assert {vocabulary.find(spelling) for spelling in skill.spellings} == {skill.id}


def test_search_puts_the_beginning_first(vocabulary):
    assert [skill.id for skill in vocabulary.search("li")] == ["listrik", "las_listrik"]
    assert [skill.id for skill in vocabulary.search("me", limit=2)] == ["menjahit", "membuat_pola"]
    assert vocabulary.search("") == []


def test_skills_in_takes_the_longest_name(vocabulary):
    assert vocabulary.skills_in("Bisa las listrik dan jadi koki") == {"las_listrik", "masak"}


def test_related_goes_both_ways(vocabulary):
    assert vocabulary.related("menjahit") == {"membuat_pola"}
    assert vocabulary.related("membuat_pola") == {"menjahit"}


def test_names_in_both_languages(vocabulary):
    assert (vocabulary.name("masak"), vocabulary.name("masak", "en")) == ("Memasak", "Cooking")
    with pytest.raises(UnknownSkillError, match="terbang"):
        vocabulary.name("terbang")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id,name_id\n", "name_en"),
        (SKILLS_CSV + "kasir,Kasir,Cashier,toko,,\n", "'kasir' stands twice"),
        (SKILLS_CSV + "pos,Pos,Post,toko,,terbang\n", "terbang"),
        (SKILLS_CSV + "pos,,Post,toko,,\n", "line 8"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, content, message):
    with pytest.raises(VocabularyError, match=message):
        vocabulary_at(tmp_path, content)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(VocabularyError, match=r"none\.csv"):
        Vocabulary.load(tmp_path / "none.csv")


def test_the_fingerprint_tells_vocabularies_apart(vocabulary):
    other = Vocabulary([Skill("x", "X", "X", "g")])
    assert vocabulary.fingerprint != other.fingerprint


def test_the_vocabulary_of_the_project_is_whole():
    vocabulary = Vocabulary.load()
    assert len(vocabulary) >= 400
    assert vocabulary.find("ngelas") is not None
    for skill in vocabulary.skills.values():
        assert vocabulary.find(skill.name_id) is not None
