from verbale.resolve.tables import load_states


def test_a_state_is_found_by_its_code():
    france = load_states().get("FRA")
    assert france is not None
    assert (france.name, france.iso2, france.capital, france.qid) == ("France", "FR", "Paris", "Q142")
    assert "French" in france.adjectives
    assert "Quai d'Orsay" in france.seats


def test_a_code_that_no_state_has_gives_none():
    assert load_states().get("QQQ") is None


def test_a_dependency_names_its_state():
    hong_kong = load_states().get("HKG")
    assert hong_kong is not None
    assert (hong_kong.kind, hong_kong.parent) == ("dependency", "CHN")
