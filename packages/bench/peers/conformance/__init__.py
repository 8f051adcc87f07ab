"""Random cases with real Splink's answers, for the engine's conformance tests."""
