"""Generated Polres: data packages whose tables agree with each other, for tests, benchmarks and trials.

Names of places are real, every number is drawn; the package says so wherever it names itself.
"""
