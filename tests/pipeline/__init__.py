"""Tests of the pipeline and the command."""
