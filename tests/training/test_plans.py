"""Plans of the engine: what a smaller one begins from, and that what is exported says what was trained."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is a training extra")

from training.engine.begin import begin  # noqa: E402
from training.engine.encoder import largest_units  # noqa: E402
from training.engine.graphs import First, Second  # noqa: E402
from training.engine.model import PLANS, Engine  # noqa: E402


def test_the_largest_units_are_kept_in_their_order() -> None:
    up = torch.tensor([[1.0], [3.0], [2.0]])
    down = torch.tensor([[1.0, 1.0, 1.0]])
    assert largest_units(up, down, 2).tolist() == [1, 2]


def test_a_smaller_plan_begins_with_the_layers_that_it_names() -> None:
    given = Engine(PLANS["minilm"]).state_dict()
    own = begin(given, PLANS["minilm-fast"])
    assert torch.equal(own["encoder.layers.1.out.weight"], given["encoder.layers.2.out.weight"])
    assert own["encoder.layers.1.up.weight"].shape == (768, 384)
    assert torch.equal(own["triggers.0.weight"], given["triggers.0.weight"])
    assert set(own) == set(Engine(PLANS["minilm-fast"]).state_dict())


def test_what_is_exported_reads_as_what_was_trained() -> None:
    torch.manual_seed(1)
    engine = Engine(PLANS["minilm-fast"]).eval()
    nothing, mask = torch.zeros(1, 7, dtype=torch.long), torch.ones(1, 7, dtype=torch.long)
    units, beyond = torch.tensor([0, 1, 2, 2, -1, 3, 4]), mask[:, :5]
    share = torch.zeros(1, 5, 7)
    share[0, [0, 1, 3, 4], [0, 1, 5, 6]] = 1
    share[0, 2, 2:4] = 0.5
    title, ids = torch.zeros(1, dtype=torch.long), torch.arange(7)[None]
    kind, first, last = torch.tensor([1, 2]), torch.tensor([1, 4]), torch.tensor([2, 6])
    with torch.no_grad():
        states = engine.encoder(ids, nothing, nothing, title, mask, units[None], beyond)
        trained = engine.second(states, beyond, torch.zeros(2, dtype=torch.long), kind, first, last)
        words = engine.encoder.words(ids)
        exported_states, triggers, *_ = First(engine)(words, nothing, nothing, title, share)
        tags, *_, truth = Second(engine.second)(states, kind, first, last)
    assert torch.allclose(exported_states, states, atol=0.2)
    assert torch.allclose(triggers, engine.first(states)[0].softmax(-1), atol=0.02)
    assert torch.allclose(tags, trained[0].softmax(-1), atol=0.02)
    assert torch.allclose(truth, trained[-1].sigmoid(), atol=0.02)
