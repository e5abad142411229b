"""How the two networks that find seals are made: papers and seals drawn from a seed, crops put together from them.

python -m samples.detector.bank --papers 500 --plates 6000 --seed 300 --out BANK     # in the project's environment
python -m samples.detector.train BANK --out detector.onnx --steps 4200 --seed 1      # where torch and onnx are, too
python -m samples.detector.candidates BANK --detector detector.onnx --out FILE.npz
python -m samples.detector.confirmer FILE.npz --out confirmer.onnx                   # where torch and onnx are, too
"""
