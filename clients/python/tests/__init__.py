"""Tests of the client, against gateways that are processes of their own."""
