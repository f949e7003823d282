"""Tests of `generator/packmaker/`."""
