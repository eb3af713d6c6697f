"""Qingmo, a province that does not exist: three prefectures, eight counties and a plan of its own.

Its codes begin with 88, which GB/T 2260 gives to no province, and it lies in the open ocean. What
it lacks, figures and ties beyond it, shows that a province may lack them.
"""
