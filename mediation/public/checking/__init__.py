"""What anyone may check: whether a paper, a mediator, a telephone number or a message is really ours."""
