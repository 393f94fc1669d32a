"""Proofs that the site keeps what it acknowledged, whatever breaks: each drill with a control that must fail."""
