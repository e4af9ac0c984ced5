"""The demo city: believable people, businesses and happenings, made from a seed and loaded on request."""
