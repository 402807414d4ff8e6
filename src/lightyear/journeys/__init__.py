"""Journeys: what happens with people after something happened, step by step, each step with its why."""
