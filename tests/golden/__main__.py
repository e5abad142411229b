"""Read the sample cases with the real engine and keep readings and records: ``python -m tests.golden``.

Run it when a change is meant to change the records, look at the difference, and commit it with the change.
"""

from intake.ocr.paddle import PaddleEngine
from intake.ocr.replay import RecordingEngine, ReplayEngine
from samples.demo import expected_cases
from tests.golden.cases import golden_of, kept, recording_of, run_case


def main() -> None:
    engine = PaddleEngine.load()
    for name in expected_cases():
        recording = RecordingEngine(engine)
        run_case(name, recording)
        recording_of(name).parent.mkdir(exist_ok=True)
        recording.save(recording_of(name))
        # The record of the replay, not of the run: a recording rounds confidences and corners.
        golden_of(name).parent.mkdir(exist_ok=True)
        replayed = run_case(name, ReplayEngine.load([recording_of(name)]))
        golden_of(name).write_text(kept(replayed), encoding="utf-8")


if __name__ == "__main__":
    main()
