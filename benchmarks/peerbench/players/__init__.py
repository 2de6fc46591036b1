"""A module for each simulator: its packages, and a function for each workload that it can play.

A function returns the call to be timed and what makes the values to be checked of its result.
"""
