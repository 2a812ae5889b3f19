"""Puts ids that exist into most well-formed requests, so that they get beyond 'not found'."""

import json
import os
import random

import schemathesis
from schemathesis.generation import GenerationMode

with open(os.environ["FUZZ_IDS"], encoding="utf-8") as file:
    IDS = json.load(file)
# Of its own: the generator that the cases are made with must not be disturbed.
CHANCE = random.Random(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    meta = case.meta
    if meta is None or meta.generation.mode != GenerationMode.POSITIVE:
        return
    for name, known in IDS.items():
        if name in (case.path_parameters or {}) and known and CHANCE.random() < 0.8:
            case.path_parameters[name] = CHANCE.choice(known)
