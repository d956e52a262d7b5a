"""Why believe it: checks of the model against arithmetic, evidence and cases, each with its source and its verdict."""
