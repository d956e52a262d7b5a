"""Is the model what it says it is: who reads which number, what random runs conserve, which changes are noticed."""
