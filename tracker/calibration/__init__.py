"""How honest the forecast's bands are: simulated learners, baselines, and the score.

``habits`` and ``scoring`` were frozen before the model was built. They are not to be changed to suit it: a test
compares them with their digest. Models are tuned on the development seed alone; what the docs report is of the frozen
seed.
"""
