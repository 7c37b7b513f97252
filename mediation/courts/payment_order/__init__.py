"""The payment order (支付令): prepared on an agreement, applied for, served, objected to, enforced."""
