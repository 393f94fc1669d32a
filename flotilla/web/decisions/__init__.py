"""Pages of answers: on the contribution, what happened with earlier ideas, how promises were kept, second looks."""
