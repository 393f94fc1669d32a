"""Tests of the verifier, which knows nothing of the site but its address."""
