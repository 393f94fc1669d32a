"""What happened, who did it, when and why; written in the same moment as the thing itself."""
