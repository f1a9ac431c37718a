"""The closed set of phrases that deesc-tiny is trained on, and the dialogues made from it.

Everything here was written for this project. The order of the lists and of the calls to `random` decides which dialogues a seed gives:
change either, and another model comes out.
"""

import random
from dataclasses import dataclass
from typing import Iterator

NAMES = ["Marcus", "Dana", "Luis", "Tanya", "Kevin", "Rosa", "Andre", "Beth"]

# What happened, and what the civilian says about it.
TROUBLES = [
    ("my landlord locked me out", "my stuff is still in there"),
    ("my brother took my car", "he never asks me"),
    ("they fired me today", "i got kids to feed"),
    ("my neighbor keeps calling you people", "i was just playing music"),
    ("my meds ran out", "nobody at the clinic picks up"),
    ("my wife left with the kids", "i just want to talk to her"),
]

OFFICER_SAYS = {
    "empathy": [
        "i can see you are upset. take your time",
        "i hear you. that sounds really hard",
        "i understand why you are angry",
        "i am sorry that happened to you",
        "that must be frustrating. i am listening",
    ],
    "open": [
        "can you tell me what happened?",
        "what is going on tonight?",
        "how can i help you right now?",
        "what would help you feel safe?",
        "who else is in there with you?",
    ],
    "name": ["{name}, my name is officer reed. i am here to help", "{name}, talk to me", "okay {name}, we have time"],
    "command": ["get on the ground now", "put your hands up", "stop moving right now", "calm down", "do what i say"],
    "threat": ["you are going to jail if you keep this up", "i will tase you", "last warning or you get arrested"],
}

# How far each moves the civilian's stress, which lies between 0 and 9.
STRESS_MOVED_BY = {"empathy": -2, "open": -1, "name": -1, "command": 1, "threat": 2}
PRESSING = ("command", "threat")
KIND = ("empathy", "open", "name")

CIVILIAN_SAYS = {
    "low": [
        "okay. thanks for listening",
        "i just want this to be over. i will come out",
        "alright, i am putting my hands where you can see them",
        "yeah. {trouble}. i did not mean to scare anyone",
        "thank you. can we sit down and talk?",
    ],
    "mid": [
        "{trouble}! do you get that? {detail}",
        "i don't know, man. {detail}",
        "why should i trust you? {trouble}",
        "you would be mad too. {detail}",
        "fine. i am talking. {trouble}",
    ],
    "high": [
        "get away from me!",
        "don't tell me what to do!",
        "you people never listen! {trouble}!",
        "back off! i am not doing anything!",
        "no! you don't care! {detail}!",
    ],
}


@dataclass(frozen=True)
class Dialogue:
    """A persona line in the form of the prompt file tiny-1, and turns of officer and civilian."""

    persona: str
    turns: list[tuple[str, str]]

    def as_chat(self) -> str:
        """ChatML, as the template in the model's file renders it."""
        messages = [("system", self.persona)]
        for officer, civilian in self.turns:
            messages += [("user", officer), ("assistant", civilian)]
        return "".join(f"<|im_start|>{role}\n{text}<|im_end|>\n" for role, text in messages)


def stress_band(stress: int) -> str:
    """Which of the civilian's phrases fit a stress of 0 to 9."""
    if stress < 3:
        return "low"
    return "mid" if stress < 7 else "high"


def make_dialogue(rng: random.Random) -> Dialogue:
    """Three to six exchanges in which the officer's tone moves the civilian's stress."""
    name = rng.choice(NAMES)
    trouble, detail = rng.choice(TROUBLES)
    stress = rng.choice([5, 6, 7])
    turns = []
    for _ in range(rng.randint(3, 6)):
        tone = rng.choice(list(OFFICER_SAYS))
        officer = rng.choice(OFFICER_SAYS[tone]).format(name=name)
        if rng.random() < 0.3:
            second = rng.choice(KIND)
            if tone not in PRESSING:
                officer += ". " + rng.choice(OFFICER_SAYS[second]).format(name=name)
        stress = max(0, min(9, stress + STRESS_MOVED_BY[tone]))
        civilian = rng.choice(CIVILIAN_SAYS[stress_band(stress)])
        turns.append((officer, civilian.format(trouble=trouble, detail=detail)))
    # The persona tells the stress at the end of the dialogue, as the model this script reproduces was trained.
    return Dialogue(f"you are {name}. {trouble}. stress {stress}", turns)


def make_dialogues(count: int, seed: int) -> Iterator[str]:
    """The same dialogues for the same seed, each as one chat."""
    rng = random.Random(seed)
    for _ in range(count):
        yield make_dialogue(rng).as_chat()
