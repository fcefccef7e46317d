"""Pipeline: run the notebooks, render, describe, publish.

This wing knows documents and nothing of police. Importing it switches off whatever a library
would send to a network, and any window a chart library would open.
"""

import os

os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"
os.environ["MPLBACKEND"] = "Agg"
