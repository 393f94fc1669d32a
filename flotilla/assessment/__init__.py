"""How a panel judges fairly: criteria, seats, interests, assessments and scores."""
