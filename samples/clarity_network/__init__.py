"""How the network of clarity is made: crops of spoiled papers drawn from a seed, a small network trained on them.

python -m samples.clarity_network.examples --count 4000 --seed 100 --out DIR   # in the project's environment
python -m samples.clarity_network.train DIR --out tiles.onnx                   # where torch and onnx are
"""
