"""Thresholds of the search for seals, each with the measurement that chose it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindOptions:
    """Thresholds of the search, chosen on pages of ``samples.sealed`` with seeds the detector was not trained on."""

    least: float = 0.25
    """What a guess must score, 0..1, to be looked at closely."""
    sure: float = 0.5
    """What a seal must have as confidence."""
    sure_black: float = 0.62
    """The same of black ones, which dials and diagrams are likest to."""
    frame: float = 1.3
    """``outlines.lined`` that neither raises nor lowers confidence: stamps have 1.2-2.0, glyphs and ridges 0-1.3."""
    frame_weight: float = 0.5
    framed: float = 1.6
    """``outlines.lined`` that a group of ink must have to be a stamp."""
    plainly_framed: float = 1.9
    """With so much the network is hardly asked: a stamp inside of another seal."""
    rimmed: float = 0.75
    """What must be inked, sharp and clear of a group's rim."""
    heed: float = 0.1
    """What the network must give a group of ink at least."""
    heed_at_all: float = 0.02
    """The same of plainly framed ones; less has hardly any seal."""
    written: float = 0.28
    """Of the sectors under a black rim, those with ink: seals have 0.39 and more, dials 0.25, a place for one 0.06."""
    full: float = 0.5
    """The share of ink within a rim, or in its text band, above which it is an emblem or a cross: seals have up to
    0.38, crosses in rings 0.63 and more."""
    flat: float = 0.87
    """Height over width: round seals photographed aslant are flattened to no less than 0.88; oval ones are 0.6-0.8."""
    widest_break: float = 100.0
    """Degrees of rim that may lack before a seal is incomplete: worn rims lack up to 80, a side off the paper 120."""


DEFAULT_OPTIONS = FindOptions()
