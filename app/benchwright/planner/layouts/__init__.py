"""Orders of constants that suit one kernel set: weights as its kernels read them, what can be reckoned beforehand
folded in.

Each set has a module here and the checks of its numbers in `boards/firmware/engine/kernels/<set>/`.
docs/add-a-kernel.md describes the seam.
"""
