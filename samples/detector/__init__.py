"""How the detector of seals is made: examples drawn from a seed, a small network trained on them, one ONNX file.

python -m samples.detector.examples --count 3000 --seed 100 --out DIR      # in the project's environment
python samples/detector/train.py DIR --out intake/seals/detector.onnx     # where torch is; see the file's head
"""
